package dev.tokenbroker.vaultsim;

/** Transit does not do what it was asked for one item. */
final class TransitRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean spoilsRewrap;

    private TransitRefusal(String message, boolean spoilsRewrap) {
        super(message);
        this.spoilsRewrap = spoilsRewrap;
    }

    static TransitRefusal ofItem(String message) {
        return new TransitRefusal(message, false);
    }

    /** The one that a rewrap of several answers as a whole, with 500. */
    static TransitRefusal notAuthentic() {
        return new TransitRefusal("cipher: message authentication failed", true);
    }

    boolean spoilsRewrap() {
        return spoilsRewrap;
    }
}

package dev.tokenbroker.simulator;

/** One client secret of an app. Tokens are pinned to the secret that minted them and die with it. */
final class AppSecret {
    /** Pins tokens that no secret has a part in. */
    static final AppSecret NONE = new AppSecret("");

    private final String value;
    private volatile boolean revoked;

    AppSecret(String value) {
        this.value = value;
    }

    boolean isRevoked() {
        return revoked;
    }

    void revoke() {
        revoked = true;
    }

    boolean matches(String presented) {
        return !revoked && value.equals(presented);
    }

    String value() {
        return value;
    }
}

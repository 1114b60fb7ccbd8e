package dev.tokenbroker.token;

/** A key cannot be had. Its message holds no key material, and no text that a key service wrote. */
public class KeysUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why not; everything that follows depends on it. */
    public enum Reason {
        /** No answer, or none that means anything: what is in memory stays good for its time. */
        AWAY,
        /** The service knows us and says no, or its own key is gone: the operator may have pulled the plug. */
        REFUSED,
        /** This one wrapped key does not open, while others do: altered, moved, or of a version that is not allowed. */
        NOT_AUTHENTIC
    }

    public KeysUnavailableException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public KeysUnavailableException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether a failure is this one, for this reason. */
    public static boolean because(Reason reason, Throwable failure) {
        return failure instanceof KeysUnavailableException unavailable && unavailable.reason == reason;
    }
}

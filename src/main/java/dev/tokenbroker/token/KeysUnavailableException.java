package dev.tokenbroker.token;

/** The key service is away, says no, or does not recognise a wrapped key. Its message holds no key material. */
public class KeysUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeysUnavailableException(String message) {
        super(message);
    }

    public KeysUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

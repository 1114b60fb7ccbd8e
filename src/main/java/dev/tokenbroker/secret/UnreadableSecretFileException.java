package dev.tokenbroker.secret;

/** The message names the setting, never what the file holds. */
public final class UnreadableSecretFileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnreadableSecretFileException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.tokenbroker.vault;

/** A file that a login needs cannot be read. The message names the setting, never what the file holds. */
final class UnreadableFileException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnreadableFileException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.tokenbroker.importer;

/** The command cannot go on; the message is for whoever typed it, and quotes nothing of file or answer. */
final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException(String message) {
        super(message);
    }
}

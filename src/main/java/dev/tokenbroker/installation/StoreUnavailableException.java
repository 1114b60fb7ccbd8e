package dev.tokenbroker.installation;

/** The database is away, or did not answer in time. Whether a write happened is unknown. */
public class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(Throwable cause) {
        super("the database does not answer", cause);
    }
}

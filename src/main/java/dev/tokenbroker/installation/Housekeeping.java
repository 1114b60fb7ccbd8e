package dev.tokenbroker.installation;

import io.smallrye.mutiny.Uni;

/** Deletes what has come to its own end. */
public interface Housekeeping {
    /** A bounded number of rows at a time; what is left waits for the next round. */
    Uni<Void> round();
}

package dev.tokenbroker.installation;

/** Whether the database was reachable once, and its schema is up to date. */
public interface SchemaState {
    boolean inPlace();
}

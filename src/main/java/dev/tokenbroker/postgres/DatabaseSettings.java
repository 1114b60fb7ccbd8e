package dev.tokenbroker.postgres;

import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.secret.SecretStringConverter;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** {@code broker.database.*}: the PostgreSQL that keeps the ledger; always a primary. */
public interface DatabaseSettings {
    /** {@code postgresql://host:port/database}, always a primary; no user, no query string. */
    String url();

    /** Encrypts the connection and verifies the server's name and certificate. */
    @WithDefault("false")
    boolean tls();

    /**
     * PEM file of the authority that signed the server's certificate; the JDK's own list where it is not set. Refused where
     * {@code broker.database.tls} is false.
     */
    Optional<Path> caFile();

    /** The role that the broker connects as; it owns the schema, or may change it. */
    String username();

    /** The role's password. At most one of it and {@code broker.database.password-file} is set. */
    @WithConverter(SecretStringConverter.class)
    Optional<SecretString> password();

    /** The file that holds the password, and nothing else; read at start. */
    Optional<Path> passwordFile();

    /**
     * Whether {@code broker.database.url} is that of a pooler in transaction mode (PgBouncer): each statement is then sent whole,
     * since it may reach another connection of the server's than the one before.
     */
    @WithDefault("false")
    boolean transactionPooling();
}

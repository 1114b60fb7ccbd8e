package dev.tokenbroker.upgrade;

import dev.tokenbroker.world.EmbeddedDatabase;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.internal.exception.FlywayMigrateException;

/** The schema as versions before and after this one have it, made by Flyway as they would make it. */
public final class OtherSchema {
    private static final String PRESENT = "filesystem:src/main/resources/db/migration";
    private static final String LATER = "filesystem:src/test/resources/upgrade";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private OtherSchema() {}

    /**
     * All migrations of this version, and those of a later one; as a replica would, again where a table is in use for longer than
     * a migration waits.
     */
    public static void bring(EmbeddedDatabase database) {
        Flyway later = Flyway.configure()
                .dataSource("jdbc:" + database.url(), database.username(), database.password())
                .locations(PRESENT, LATER)
                .load();
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreException(FlywayMigrateException.class)
                .until(() -> later.migrate().success);
    }

    /** As it was when that migration was the last one. */
    public static void upTo(String version, EmbeddedDatabase database) {
        Flyway.configure()
                .dataSource("jdbc:" + database.url(), database.username(), database.password())
                .locations(PRESENT)
                .target(version)
                .load()
                .migrate();
    }
}

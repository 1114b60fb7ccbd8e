package dev.tokenbroker.upgrade;

import dev.tokenbroker.world.EmbeddedDatabase;
import org.flywaydb.core.Flyway;

/** The schema as versions before and after this one have it, made by Flyway as they would make it. */
public final class OtherSchema {
    private static final String PRESENT = "filesystem:src/main/resources/db/migration";
    private static final String LATER = "filesystem:src/test/resources/upgrade";

    private OtherSchema() {}

    /** All migrations of this version, and those of a later one. */
    public static void bring(EmbeddedDatabase database) {
        Flyway.configure()
                .dataSource("jdbc:" + database.url(), database.username(), database.password())
                .locations(PRESENT, LATER)
                .load()
                .migrate();
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

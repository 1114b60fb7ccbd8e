package dev.tokenbroker.broker;

import dev.tokenbroker.installation.Installation;

/** What became of the migration of one legacy grant. */
public sealed interface MigrationOutcome {
    record Migrated(Installation installation) implements MigrationOutcome {}

    /** @param why as a reader would be told */
    record NotMigrated(TokenOutcome why) implements MigrationOutcome {}
}

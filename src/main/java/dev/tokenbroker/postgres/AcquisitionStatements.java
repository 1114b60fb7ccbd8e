package dev.tokenbroker.postgres;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.audit.EventType;
import dev.tokenbroker.installation.LeasedInstallation.MigrationBegun;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/** What an acquisition writes under its lease beside the pair. */
final class AcquisitionStatements {
    /** Whoever had the domain before keeps what is his, and nothing of it is served or asked for any more. */
    private static final String MISMATCH = """
            update installation set state = 'reauthorization_required', state_reason = 'shop-mismatch', state_since = now(),
              lease_owner = null, lease_until = null, attempt_id = null, next_due_at = null, must_renew = false,
              acquisition_unsettled = false, claims_since_record = 0, updated_at = now()
            where id = $1 and fence = $2 and attempt_id = $3
            """;

    private static final String TAKE_OUT = "delete from token_pair where installation_id = $1 and pair_id = $2";

    private static final String BEGIN_MIGRATION = """
            update installation set migration_secret_version = coalesce(migration_secret_version, $4),
              migration_sent_at = coalesce(migration_sent_at, now()), updated_at = now()
            where id = $1 and fence = $2 and attempt_id = $3
            returning migration_secret_version, migration_sent_at < now() as again
            """;

    private final Database database;
    private final Attempt attempt;

    AcquisitionStatements(Database database, Attempt attempt) {
        this.database = database;
        this.attempt = attempt;
    }

    Uni<Void> refuseMismatch(UUID pairId, Actor actor) {
        UUID id = attempt.installation().id();
        return database.transaction(connection -> connection
                .preparedQuery(TAKE_OUT)
                .execute(Tuple.of(id, pairId))
                .chain(() -> connection.preparedQuery(MISMATCH).execute(attempt.underLease()))
                .chain(marked -> marked.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : Announcement.of(
                                connection,
                                id,
                                EventType.REAUTHORIZATION_REQUIRED,
                                actor,
                                Optional.of("shop-mismatch"))));
    }

    Uni<Optional<MigrationBegun>> beginMigration(String secretVersion) {
        UUID id = attempt.installation().id();
        return database.transaction(connection -> connection
                .preparedQuery(BEGIN_MIGRATION)
                .execute(Tuple.of(id, attempt.fence(), attempt.id(), secretVersion))
                .map(AcquisitionStatements::begun)
                .call(begun -> begun.filter(first -> !first.again())
                        .map(first -> Announcement.toReplicas(connection, id))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    private static Optional<MigrationBegun> begun(RowSet<Row> rows) {
        return Database.first(rows)
                .map(row -> new MigrationBegun(row.getString("migration_secret_version"), row.getBoolean("again")));
    }
}

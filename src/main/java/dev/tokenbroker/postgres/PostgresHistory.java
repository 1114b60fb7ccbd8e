package dev.tokenbroker.postgres;

import dev.tokenbroker.installation.DatabaseHistory;
import dev.tokenbroker.installation.StoreUnavailableException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.sqlclient.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/**
 * The cluster's system identifier and its timeline, which grows at each promotion (PostgreSQL, "Continuous Archiving",
 * timelines). The timeline is read off the name of the log file that is being written: the control file has it only after
 * the next checkpoint.
 */
@ApplicationScoped
class PostgresHistory implements DatabaseHistory {
    private static final String CURRENT = """
            select system_identifier || '/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) as history
            from pg_control_system()
            """;

    private static final Set<String> UNDEFINED_OR_FORBIDDEN = Set.of("42883", "42501", "0A000");

    private final Database database;
    /** A distributed PostgreSQL may not have these functions; then it does not lose commits in this way either. */
    private volatile boolean untold;

    PostgresHistory(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Optional<String>> current() {
        return untold
                ? Uni.createFrom().item(Optional.empty())
                : database.query(CURRENT, Tuple.tuple())
                        .map(rows -> Optional.of(rows.iterator().next().getString("history")))
                        .onFailure(PostgresHistory::refused)
                        .recoverWithItem(() -> {
                            untold = true;
                            return Optional.empty();
                        });
    }

    private static boolean refused(Throwable failure) {
        return failure instanceof StoreUnavailableException
                && failure.getCause() instanceof DatabaseException refusal
                && UNDEFINED_OR_FORBIDDEN.contains(refusal.getSqlState());
    }
}

package dev.tokenbroker.postgres;

import dev.tokenbroker.installation.StoreUnavailableException;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The pool, with a bound on every wait and one failure for everything that can be wrong with a database. */
@ApplicationScoped
class Database {
    private static final Logger LOG = Logger.getLogger(Database.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Statements that the pool has not finished with: beyond that, a database that hangs is not queued for. */
    private static final int MOST_UNDERWAY = 2_000;

    /** Shutdown by an administrator, after a crash, and not up again yet (PostgreSQL, appendix A). */
    private static final Set<String> COMES_OR_GOES = Set.of("57P01", "57P02", "57P03");

    private final Pool pool;
    private final AtomicInteger underway = new AtomicInteger();

    Database(Pool pool) {
        this.pool = pool;
    }

    /**
     * Not by the pool's own {@code query}: where no connection can be had it leaves its timer behind, and each writes an error
     * with its stack when the time is up (vertx-sql-client 1706).
     */
    Uni<RowSet<Row>> query(String sql, Tuple parameters) {
        return underway.get() < MOST_UNDERWAY
                ? bounded(pool.withConnection(
                        connection -> connection.preparedQuery(sql).execute(parameters)))
                : Uni.createFrom().failure(new StoreUnavailableException(new TimeoutException()));
    }

    /** Never turned away: what it writes may exist nowhere else. */
    <T> Uni<T> transaction(Function<SqlConnection, Uni<T>> work) {
        return bounded(pool.withTransaction(work));
    }

    /** What the pool says of itself, that it is closed or has no connection in time, has no type of its own. */
    private static boolean away(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof NoStackTraceThrowable
                || failure instanceof TimeoutException
                || failure instanceof ClosedConnectionException
                || failure instanceof VertxException
                || failure instanceof DatabaseException ending && COMES_OR_GOES.contains(ending.getSqlState());
    }

    static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }

    /** Seconds as the statements take them: {@code $n * interval '1 second'}. */
    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private <T> Uni<T> bounded(Uni<T> work) {
        return counted(work)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure(failure -> !(failure instanceof StoreUnavailableException))
                .transform(Database::unavailable);
    }

    /** Until its real end: who lost patience with a statement does not take it out of the pool's queue. */
    private <T> Uni<T> counted(Uni<T> work) {
        return Uni.createFrom().deferred(() -> {
            Uni<T> counted = work.onTermination()
                    .invoke(underway::decrementAndGet)
                    .memoize()
                    .indefinitely();
            underway.incrementAndGet();
            counted.subscribe().with(done -> {}, failure -> {});
            return counted;
        });
    }

    /** A statement that the database refuses is a mistake of ours or of the schema, and somebody has to see it. */
    private static StoreUnavailableException unavailable(Throwable failure) {
        if (away(failure)) {
            LOG.debugf(
                    "the database does not answer: %s %s",
                    failure.getClass().getSimpleName(),
                    failure instanceof DatabaseException refusal ? refusal.getSqlState() : "");
        } else if (failure instanceof DatabaseException refusal) {
            LOG.errorf("the database refuses a statement: %s %s", refusal.getSqlState(), refusal.getMessage());
        } else {
            // its text quotes parameters
            LOG.errorf(
                    "a statement failed before it reached the database: %s",
                    failure.getClass().getName());
        }
        return new StoreUnavailableException(failure);
    }
}

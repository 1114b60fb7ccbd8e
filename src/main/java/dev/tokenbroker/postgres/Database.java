package dev.tokenbroker.postgres;

import dev.tokenbroker.installation.StoreUnavailableException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;

/** The pool, with a bound on every wait and one failure for everything that can be wrong with a database. */
@ApplicationScoped
class Database {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Pool pool;

    Database(Pool pool) {
        this.pool = pool;
    }

    Uni<RowSet<Row>> query(String sql, Tuple parameters) {
        return bounded(pool.preparedQuery(sql).execute(parameters));
    }

    <T> Uni<T> transaction(Function<SqlConnection, Uni<T>> work) {
        return bounded(pool.withTransaction(work));
    }

    /** Seconds as the statements take them: {@code $n * interval '1 second'}. */
    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static <T> Uni<T> bounded(Uni<T> work) {
        return work.ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure(failure -> !(failure instanceof StoreUnavailableException))
                .transform(StoreUnavailableException::new);
    }
}

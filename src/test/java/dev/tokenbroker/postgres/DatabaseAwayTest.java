package dev.tokenbroker.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenbroker.installation.StoreUnavailableException;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that nobody answers for. */
class DatabaseAwayTest {
    private static final int WAIT_FOR_A_CONNECTION = 100;

    private final Vertx vertx = Vertx.vertx();
    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    private Pool pool;
    private Database database;

    @BeforeEach
    void open() throws IOException {
        vertx.exceptionHandler(uncaught::add);
        PoolOptions options = new PoolOptions()
                .setConnectionTimeout(WAIT_FOR_A_CONNECTION)
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        PgConnectOptions nobody = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(closedPort())
                .setUser("sim");
        pool = Pool.newInstance(
                PgBuilder.pool().with(options).connectingTo(nobody).using(vertx).build());
        database = new Database(pool);
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aStatementFailsAsUnavailable() {
        assertThatThrownBy(this::ask).isInstanceOf(StoreUnavailableException.class);
    }

    /** What reads like a mistake of the broker's own would send whoever is on call the wrong way. */
    @Test
    void nothingElseIsThrownWhenTheTimeForAConnectionIsUp() {
        assertThatThrownBy(this::ask).isInstanceOf(StoreUnavailableException.class);

        CompletableFuture<Long> up = new CompletableFuture<>();
        vertx.setTimer(3 * WAIT_FOR_A_CONNECTION, up::complete);
        up.join();

        assertThat(uncaught).isEmpty();
    }

    /** A shutdown closes it while somebody may still be at work. */
    @Test
    void aPoolThatIsClosedIsNoMistakeToBeLookedInto() {
        Warnings warnings = new Warnings();
        Logger logger = Logger.getLogger(Database.class.getName());
        logger.addHandler(warnings);
        pool.close().await().indefinitely();

        assertThatThrownBy(this::ask).isInstanceOf(StoreUnavailableException.class);

        logger.removeHandler(warnings);
        assertThat(warnings.lines).isEmpty();
    }

    private void ask() {
        database.query("select 1", Tuple.tuple()).await().indefinitely();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return port.getLocalPort();
        }
    }

    private static final class Warnings extends Handler {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() > Level.INFO.intValue()) {
                lines.add(line.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

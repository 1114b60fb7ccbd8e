package dev.tokenbroker.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenbroker.upgrade.OtherSchema;
import dev.tokenbroker.world.DevelopmentWorld;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A replica of this version comes to the database of an earlier one, whose table somebody reads for long: a backup. */
class MigrationIT {
    private static final Path DIRECTORY = Path.of("target", "migration-world");
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    @Test
    void aMigrationThatHasToWaitForATableHoldsNobodyElseUp() throws Exception {
        try (DevelopmentWorld world = DevelopmentWorld.start(DIRECTORY, Clock.systemUTC());
                Connection backup = world.database().connect();
                Connection other = world.database().connect()) {
            OtherSchema.upTo("7", world.database());
            backup.setAutoCommit(false);
            count(backup);

            try (BrokerProcess broker = BrokerProcess.start(DIRECTORY.resolve("run"), world.settings())) {
                await().atMost(PATIENCE)
                        .until(() -> broker.output().stream().anyMatch(line -> line.contains("due to lock timeout")));
                count(other);
                // the first attempt comes before the port is open
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(broker.isReady()).isFalse());

                backup.rollback();
                assertThat(broker.ready().isReady()).isTrue();
            }
        }
    }

    private static void count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set statement_timeout = '5s'");
            try (ResultSet rows = statement.executeQuery("select count(*) from installation")) {
                rows.next();
            }
        }
    }
}

package dev.tokenbroker.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.token.MovableTicker;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.Sql;
import dev.tokenbroker.world.WorldResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Beside what other tests leave in the tables: what is put there here is older than all of that. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class QueueGaugesTest {
    private static final double TEN_DAYS = 864_000;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final MovableTicker ticker = new MovableTicker();

    @Inject
    Database database;

    DevelopmentWorld world;

    @AfterEach
    void leave() {
        run("delete from webhook_delivery where app = 'old'");
        run("delete from notification_target where name = 'sim-old'");
        run("delete from run where app = 'old'");
    }

    private double shown(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private QueueGauges read() {
        QueueGauges gauges = new QueueGauges(database, registry, ticker);
        gauges.refresh().await().indefinitely();
        return gauges;
    }

    private void run(String sql) {
        Sql.run(world.database(), sql);
    }

    @Test
    void nothingIsSaidBeforeTheTablesWereRead() {
        QueueGauges unread = new QueueGauges(database, registry, ticker);

        assertThat(unread).isNotNull();
        assertThat(shown("broker.queue.oldest", "queue", "webhooks")).isNaN();
        assertThat(shown("broker.runs", "kind", "rewrap", "state", "failed")).isNaN();
    }

    @Test
    void nothingIsSaidOfTablesThatWereReadTooLongAgo() {
        QueueGauges gauges = read();
        ticker.advance(Duration.ofMinutes(1));
        assertThat(shown("broker.runs", "kind", "rewrap", "state", "failed")).isNotNaN();

        ticker.advance(Duration.ofSeconds(1));
        assertThat(shown("broker.runs", "kind", "rewrap", "state", "failed")).isNaN();
        assertThat(shown("broker.queue.oldest", "queue", "webhooks")).isNaN();

        gauges.refresh().await().indefinitely();
        assertThat(shown("broker.queue.oldest", "queue", "webhooks")).isNotNaN();
    }

    /** Due in a year, so that the broker beside leaves it alone. */
    @Test
    void theOldestDeliveryCountsUntilItIsWorkedOff() {
        run("insert into webhook_delivery (app, delivery_id, topic, received_at, due_at)"
                + " values ('old', '1', 'shop/update', now() - interval '10 days', now() + interval '1 year')");
        QueueGauges gauges = read();
        assertThat(shown("broker.queue.oldest", "queue", "webhooks")).isGreaterThanOrEqualTo(TEN_DAYS);

        run("update webhook_delivery set due_at = null where app = 'old'");
        gauges.refresh().await().indefinitely();

        assertThat(shown("broker.queue.oldest", "queue", "webhooks")).isLessThan(TEN_DAYS);
    }

    @Test
    void aPostThatIsNotTakenCountsWhileItsTargetIsInSomebodysSettings() {
        run("insert into notification_target (name, post_id, grouped_at)"
                + " values ('sim-old', gen_random_uuid(), now() - interval '10 days')");
        QueueGauges gauges = read();
        assertThat(shown("broker.queue.oldest", "queue", "notifications")).isGreaterThanOrEqualTo(TEN_DAYS);

        run("update notification_target set seen_at = now() - interval '6 minutes' where name = 'sim-old'");
        gauges.refresh().await().indefinitely();

        assertThat(shown("broker.queue.oldest", "queue", "notifications")).isLessThan(TEN_DAYS);
    }

    @Test
    void aFailedRunCountsUntilALaterOneOfItsKindAndApp() {
        String begun = "insert into run (id, kind, app, target, per_second, state, started_at)"
                + " values (gen_random_uuid(), 'secret-rotation', 'old', 'x', 1, ";
        run(begun + "'failed', now() - interval '1 day')");
        QueueGauges gauges = read();
        double failed = shown("broker.runs", "kind", "secret-rotation", "state", "failed");

        run(begun + "'done', now())");
        gauges.refresh().await().indefinitely();

        assertThat(failed).isGreaterThanOrEqualTo(1);
        assertThat(shown("broker.runs", "kind", "secret-rotation", "state", "failed"))
                .isEqualTo(failed - 1);
    }
}

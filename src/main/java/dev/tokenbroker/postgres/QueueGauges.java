package dev.tokenbroker.postgres;

import dev.tokenbroker.operations.RunKind;
import dev.tokenbroker.operations.RunState;
import dev.tokenbroker.token.Ticker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long the oldest of each queue has been waiting, and how the latest run of each kind and app stands; of the whole fleet,
 * and so the same on every replica. Not a number until the tables were first read, nor when that is too long ago.
 */
@Singleton
public final class QueueGauges {
    /** A target that is in nobody's settings any more is not waited for. */
    private static final String LOOK = """
            select 'webhooks' as queue, null as state,
              coalesce(extract(epoch from now() - min(received_at)), 0)::float8 as value
            from webhook_delivery where due_at is not null
            union all
            select 'notifications', null, coalesce(extract(epoch from now() - min(since)), 0)::float8
            from (
              select name, grouped_at as since from notification_target where post_id is not null
              union all
              select target, queued_at from notification where queued_at is not null) waiting
            join notification_target using (name) where seen_at > now() - interval '5 minutes'
            union all
            select kind, state, count(*)::float8
            from (
              select distinct on (kind, app) kind, state from run where not dry_run
              order by kind, app, started_at desc) latest
            group by kind, state
            """;

    private static final Duration BELIEVED_FOR = Duration.ofMinutes(1);

    private record Series(String queue, String state) {}

    private final Database database;
    private final Ticker ticker;
    private volatile Map<Series, Double> last = Map.of();
    private volatile boolean known;
    private volatile long readAt;

    QueueGauges(Database database, MeterRegistry registry, Ticker ticker) {
        this.database = database;
        this.ticker = ticker;
        for (String queue : new String[] {"webhooks", "notifications"}) {
            Gauge.builder("broker.queue.oldest", this, gauges -> gauges.value(new Series(queue, null)))
                    .description("For how long the oldest of the queue has been waiting")
                    .baseUnit("seconds")
                    .tag("queue", queue)
                    .register(registry);
        }
        for (RunKind kind : RunKind.values()) {
            for (RunState state : RunState.values()) {
                Gauge.builder("broker.runs", this, gauges -> gauges.value(new Series(kind.label(), state.label())))
                        .description("Long runs, the latest of each kind and app, by their state")
                        .tag("kind", kind.label())
                        .tag("state", state.label())
                        .register(registry);
            }
        }
    }

    public Uni<Void> refresh() {
        return database.query(LOOK, Tuple.tuple()).invoke(this::show).replaceWithVoid();
    }

    private void show(RowSet<Row> rows) {
        Map<Series, Double> seen = new HashMap<>();
        rows.forEach(
                row -> seen.put(new Series(row.getString("queue"), row.getString("state")), row.getDouble("value")));
        last = seen;
        readAt = ticker.nanos();
        known = true;
    }

    private double value(Series series) {
        boolean fresh = known && ticker.nanos() - readAt <= BELIEVED_FOR.toNanos();
        return fresh ? last.getOrDefault(series, 0.0) : Double.NaN;
    }
}

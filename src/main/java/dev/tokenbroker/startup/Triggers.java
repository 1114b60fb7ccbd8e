package dev.tokenbroker.startup;

import dev.tokenbroker.audit.AuditTrail;
import dev.tokenbroker.broker.Drain;
import dev.tokenbroker.broker.Rounds;
import dev.tokenbroker.broker.Rounds.Round;
import dev.tokenbroker.caller.CallerStops;
import dev.tokenbroker.notification.Notifications;
import dev.tokenbroker.operations.KeyVersionGauges;
import dev.tokenbroker.operations.RunWorker;
import dev.tokenbroker.postgres.QueueGauges;
import dev.tokenbroker.postgres.SchemaMigration;
import dev.tokenbroker.token.Ticker;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Migrates the database as soon as it is there, then keeps the rounds going; at the end lets what is under way finish. */
@ApplicationScoped
class Triggers {
    private static final Logger LOG = Logger.getLogger(Triggers.class);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int RUNS_AT_ONCE = 3;
    private static final Duration MIGRATE_AGAIN = Duration.ofSeconds(2);
    /** From the signal on. More than a call to Shopify may take that was begun before it. */
    private static final Duration DRAIN = Duration.ofSeconds(14);

    /** What a pod's 45 s of grace leave after the answers under way. */
    private static final Duration UNTIL_DURABLE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final SchemaMigration migration;
    private final List<Round> rounds;
    private final Drain drain;
    private final Ticker ticker;
    private final AtomicInteger underway = new AtomicInteger();
    private volatile boolean stopping;

    Triggers(
            Vertx vertx,
            SchemaMigration migration,
            Rounds rounds,
            RunWorker runs,
            CallerStops stops,
            AuditTrail audit,
            KeyVersionGauges keyVersions,
            QueueGauges queues,
            Notifications notifications,
            Drain drain,
            Ticker ticker) {
        this.vertx = vertx;
        this.migration = migration;
        this.rounds = Stream.of(
                        rounds.all().stream(),
                        // a lane each: a migration of hours must not hold a rewrap up
                        Stream.generate(() -> new Round("runs", SECOND, runs::round))
                                .limit(RUNS_AT_ONCE),
                        Stream.of(
                                new Round("stopped callers", CallerStops.GLANCE, stops::look),
                                new Round("audit seals", AuditTrail.SEALED_EVERY, audit::seal),
                                new Round("audit head", Duration.ofMinutes(10), audit::tellHead),
                                new Round("key versions", Duration.ofSeconds(15), keyVersions::refresh),
                                new Round("queues", Duration.ofSeconds(15), queues::refresh)),
                        told(notifications))
                .flatMap(lanes -> lanes)
                .toList();
        this.drain = drain;
        this.ticker = ticker;
    }

    private static Stream<Round> told(Notifications notifications) {
        return Stream.concat(
                Stream.of(new Round("notifications", SECOND, notifications::settle)),
                notifications.couriers().entrySet().stream()
                        .map(target -> new Round("notifications to " + target.getKey(), SECOND, target.getValue())));
    }

    void start(@Observes StartupEvent started) {
        if (migration.attempt()) {
            rounds.forEach(this::begin);
        } else {
            vertx.setTimer(MIGRATE_AGAIN.toMillis(), again -> migrateInBackground());
        }
    }

    void end(@Observes ShutdownDelayInitiatedEvent ending) {
        drain.begin();
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
        drain.await(DRAIN, UNTIL_DURABLE);
        endRounds();
    }

    /** The database's connections are closed next: a round must not find them so. None that hangs holds the process up. */
    private void endRounds() {
        long begun = System.nanoTime();
        Drain.blockWhile(() -> underway.get() > 0 && System.nanoTime() - begun < SECOND.toNanos());
    }

    private void migrateInBackground() {
        vertx.executeBlocking(migration::attempt).onComplete(attempt -> {
            if (attempt.succeeded() && attempt.result()) {
                rounds.forEach(this::begin);
            } else if (!stopping) {
                vertx.setTimer(MIGRATE_AGAIN.toMillis(), again -> migrateInBackground());
            }
        });
    }

    private void begin(Round round) {
        underway.incrementAndGet();
        if (stopping) {
            underway.decrementAndGet();
            return;
        }
        long begun = ticker.nanos();
        Uni.createFrom()
                .deferred(() -> round.work().get())
                .onTermination()
                .invoke(underway::decrementAndGet)
                .subscribe()
                .with(done -> again(round, begun), failure -> {
                    LOG.debugf("%s: %s", round.name(), failure.getMessage());
                    again(round, begun);
                });
    }

    private void again(Round round, long begun) {
        Duration took = Duration.ofNanos(ticker.nanos() - begun);
        vertx.setTimer(round.pauseAfter(took).toMillis(), fired -> begin(round));
    }
}

package dev.tokenbroker.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.broker.Engine;
import dev.tokenbroker.token.DefaultRefresh;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.world.DevelopmentWorld;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTogetherTest {
    private static final int PER_SECOND = 20;
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final int A_REPLICAS_ROUND = PER_SECOND * (int) ROUND.toSeconds();
    private static final RefreshSettings SETTINGS = new DefaultRefresh(
            0.5,
            0.1,
            Duration.ofSeconds(1),
            Duration.ofHours(24),
            Duration.ofDays(21),
            PER_SECOND,
            ROUND,
            Duration.ZERO);

    private static final AppName ANOTHER = new AppName("another");

    @TempDir
    Path directory;

    /** renewal.md rule 18: the capacity of a fleet is the sum of its replicas' ceilings, and never more. */
    @Test
    void replicasAmongMoreThanOneCanRenewDoTheSumOfTheirCeilings() throws Exception {
        try (DevelopmentWorld world = DevelopmentWorld.start(directory, Clock.systemUTC())) {
            EngineShops.enrol(world, 3 * A_REPLICAS_ROUND);
            Vertx vertx = Vertx.vertx();
            try {
                int calls = callsOfTwo(vertx, world);

                assertThat(calls).isBetween(2 * A_REPLICAS_ROUND - 4, 2 * A_REPLICAS_ROUND);
            } finally {
                vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
            }
        }
    }

    /** Each app has a ceiling of its own: none waits for what is due of another. */
    @Test
    void appsAreSweptSideBySide() throws Exception {
        try (DevelopmentWorld world = DevelopmentWorld.start(directory, Clock.systemUTC())) {
            EngineShops.enrol(world, A_REPLICAS_ROUND);
            EngineShops.enrol(world, A_REPLICAS_ROUND, ANOTHER);
            Vertx vertx = Vertx.vertx();
            try {
                Context loop = vertx.getOrCreateContext();
                try (QuietTime time = new QuietTime(loop)) {
                    QuietReplica replica = QuietReplica.of(vertx, time, world.settings(), SETTINGS, 1);
                    long begun = time.nanos();
                    sweepOnce(
                            loop,
                            List.of(Engine.of(
                                    replica,
                                    SETTINGS,
                                    EngineParts.LEASE,
                                    EngineParts.CALL_TIMEOUT,
                                    Engine.APP,
                                    ANOTHER)));

                    assertThat(replica.calls().get()).isBetween(2 * A_REPLICAS_ROUND - 4, 2 * A_REPLICAS_ROUND);
                    assertThat(Duration.ofNanos(time.nanos() - begun)).isLessThanOrEqualTo(ROUND);
                }
            } finally {
                vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
            }
        }
    }

    private static int callsOfTwo(Vertx vertx, DevelopmentWorld world) throws Exception {
        Context loop = vertx.getOrCreateContext();
        try (QuietTime time = new QuietTime(loop)) {
            List<QuietReplica> replicas = List.of(
                    QuietReplica.of(vertx, time, world.settings(), SETTINGS, 1),
                    QuietReplica.of(vertx, time, world.settings(), SETTINGS, 2));
            sweepOnce(loop, replicas.stream().map(SweepTogetherTest::engine).toList());
            return replicas.stream().mapToInt(one -> one.calls().get()).sum();
        }
    }

    private static void sweepOnce(Context loop, List<Engine> engines) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.runOnContext(begin -> Uni.join()
                .all(engines.stream().map(Engine::sweep).toList())
                .andFailFast()
                .subscribe()
                .with(all -> done.complete(null), done::completeExceptionally));
        done.get(1, TimeUnit.MINUTES);
    }

    private static Engine engine(QuietReplica replica) {
        return new Engine(
                replica,
                "sim-" + System.identityHashCode(replica),
                SETTINGS,
                EngineParts.LEASE,
                EngineParts.CALL_TIMEOUT);
    }
}

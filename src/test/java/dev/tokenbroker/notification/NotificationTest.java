package dev.tokenbroker.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tokenbroker.installation.NotificationOutbox;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.Sql;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way from a change in the real database to a receiver. What the broker beside does in its rounds harms nothing: they are more. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class NotificationTest {
    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    NotificationOutbox outbox;

    @Inject
    Vertx vertx;

    DevelopmentWorld world;
    Receiver receiver;
    Target target;

    @BeforeEach
    void listen() throws Exception {
        receiver = new Receiver();
        target = receiver.as("sim-crm");
        run("delete from state_change");
        run("delete from notification");
        run("delete from notification_target");
        done(outbox.register(List.of(target.name())));
    }

    @AfterEach
    void leave() {
        run("delete from notification_target");
        run("delete from installation where app = 'told'");
        receiver.close();
        assertThat(receiver.odd).isEmpty();
    }

    private Courier replica() {
        return new Courier(outbox, new TargetClient(vertx), new Retries(new Random(1)));
    }

    private void round(Target to) {
        done(replica().round(to));
    }

    private static void done(Uni<Void> work) {
        work.await().atMost(PATIENCE);
    }

    /** With a living grant. */
    private void installed(int shops) {
        run("insert into installation (id, app, domain, data_key_id, shop_id)"
                + " select gen_random_uuid(), 'told', 'told-' || n || '.myshopify.com', gen_random_uuid(), 7700000000 + n"
                + " from generate_series(1, " + shops + ") n");
    }

    private void turn(String state) {
        run("update installation set state = '" + state + "', state_reason = "
                + (state.equals("active") ? "null" : "'refresh-token-refused'") + " where app = 'told'");
    }

    private void settleTimePasses() {
        run("update state_change set at = at - interval '31 seconds'");
        done(outbox.settle(SETTLE));
    }

    @Test
    void aDeadRefreshTokenIsToldOnceHoweverManyReplicasGoTheirRounds() {
        installed(1);
        turn("reauthorization_required");
        settleTimePasses();

        done(Uni.join()
                .all(Stream.generate(() -> replica().round(target)).limit(4).toList())
                .andFailFast()
                .replaceWithVoid());
        settleTimePasses();
        round(target);

        assertThat(receiver.changes())
                .singleElement()
                .asList()
                .singleElement()
                .satisfies(change -> assertThat(((JsonObject) change).getMap())
                        .containsEntry("app", "told")
                        .containsEntry("shop", "told-1.myshopify.com")
                        .containsEntry("shop_id", 7700000001L)
                        .containsEntry("state", "reauthorization_required")
                        .containsEntry("reason", "refresh-token-refused")
                        .hasEntrySatisfying(
                                "since",
                                since -> assertThat(since.toString()).matches("20[0-9-]{8}T[0-9:]{8}\\.[0-9]{3}Z"))
                        .hasSize(6));
    }

    @Test
    void aShopThatRecoversWithinTheSettleTimeIsNotTold() {
        installed(1);
        turn("reauthorization_required");
        done(outbox.settle(SETTLE));
        round(target);
        assertThat(receiver.bodies).as("too early").isEmpty();

        turn("active");
        settleTimePasses();
        round(target);

        assertThat(receiver.bodies).isEmpty();
    }

    /** Old enough to be queued, and then it changes again: what it is now has not settled. */
    @Test
    void whatChangesWhileItWaitsIsToldWhenItHasSettledAgain() {
        installed(1);
        turn("reauthorization_required");
        settleTimePasses();
        turn("suspended");
        round(target);
        assertThat(receiver.bodies).isEmpty();

        settleTimePasses();
        round(target);

        assertThat(receiver.changes().get(0))
                .extracting(change -> change.getString("state"))
                .containsExactly("suspended");
    }

    @Test
    void aRecoveryIsToldToWhoWasToldOfTheTrouble() {
        installed(1);
        turn("reauthorization_required");
        settleTimePasses();
        round(target);
        turn("active");
        settleTimePasses();

        round(target);

        assertThat(receiver.changes().get(1))
                .extracting(change -> change.getString("state"), change -> change.getValue("reason"))
                .containsExactly(tuple("active", null));
    }

    @Test
    void twoHundredAndFiftyChangesComeInThreePosts() {
        installed(250);
        turn("suspended");
        settleTimePasses();

        round(target);

        assertThat(receiver.changes()).extracting(List::size).containsExactly(100, 100, 50);
        assertThat(receiver.changes().stream().flatMap(List::stream).map(change -> change.getString("shop")))
                .doesNotHaveDuplicates();
    }

    @Test
    void aPostThatIsNotTakenComesAgainTheSameToTheByte() {
        installed(1);
        turn("reauthorization_required");
        settleTimePasses();
        receiver.answers.addAll(List.of(500, 303));

        round(target);
        round(target);
        assertThat(receiver.bodies).as("not before it is due").hasSize(1);
        turn("active");
        isDue();
        round(target);
        isDue();
        round(target);

        assertThat(receiver.bodies).hasSize(3);
        assertThat(receiver.bodies).containsOnly(receiver.bodies.get(0));
        isDue();
        round(target);
        assertThat(receiver.bodies).as("it was taken").hasSize(3);
    }

    @Test
    void aReplicaThatDiedWithAPostInHandIsFollowedByAnotherWhenItsLeaseEnds() {
        installed(1);
        turn("reauthorization_required");
        settleTimePasses();
        var post = outbox.take(target.name(), Duration.ofSeconds(30))
                .await()
                .atMost(PATIENCE)
                .orElseThrow();

        round(target);
        assertThat(receiver.bodies).isEmpty();
        isDue();
        round(target);

        assertThat(receiver.ids()).containsExactly(post.id().toString());
    }

    @Test
    void aPostThatWasNotTakenForThreeDaysIsDroppedAndTheNextOneIsMade() {
        installed(1);
        turn("reauthorization_required");
        settleTimePasses();
        receiver.answers.addAll(List.of(500, 500));
        round(target);
        isDue();
        run("update notification_target set grouped_at = now() - interval '3 days'");

        round(target);
        turn("active");
        settleTimePasses();
        isDue();
        round(target);

        assertThat(receiver.ids()).hasSize(3);
        assertThat(receiver.ids().get(1)).isEqualTo(receiver.ids().get(0));
        assertThat(receiver.ids().get(2)).isNotEqualTo(receiver.ids().get(0));
    }

    /** It takes the connection and says nothing. */
    @Test
    void aTargetThatHangsDoesNotHoldTheOtherBack() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
            Target hanging = new Target("sim-hanging", url, SecretString.of("sim-secret"));
            done(outbox.register(List.of(hanging.name())));
            installed(1);
            turn("reauthorization_required");
            settleTimePasses();
            var couriers = new Notifications(new Targets(List.of(hanging, target)), outbox, replica(), null).couriers();

            CompletableFuture<Void> held =
                    couriers.get(hanging.name()).get().subscribe().asCompletionStage();
            try (Socket call = silent.accept()) {
                done(couriers.get(target.name()).get());

                assertThat(receiver.bodies).hasSize(1);
                assertThat(held).isNotDone();
                assertThat(call.isConnected()).isTrue();
            }
            held.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void isDue() {
        run("update notification_target set due_at = now() where post_id is not null or failures > 0");
    }

    private void run(String sql) {
        Sql.run(world.database(), sql);
    }
}

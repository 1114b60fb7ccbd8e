package dev.tokenbroker.postgres;

import static dev.tokenbroker.postgres.Scene.record;
import static dev.tokenbroker.postgres.Scene.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.installation.Delivery;
import dev.tokenbroker.installation.Delivery.Topic;
import dev.tokenbroker.installation.Departures;
import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.NotificationOutbox;
import dev.tokenbroker.installation.NotificationOutbox.Post;
import dev.tokenbroker.installation.Settlement;
import dev.tokenbroker.shop.ShopId;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever statement changes a state, it is told; and nothing is told that a reader would not see. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class ToldStatesTest {
    private static final AtomicLong SHOP_IDS = new AtomicLong(9_500_000_000L);
    private static final Duration LEASE = Duration.ofSeconds(30);

    @Inject
    InstallationStore store;

    @Inject
    Departures departures;

    @Inject
    NotificationOutbox outbox;

    DevelopmentWorld world;
    Scene scene;
    ShopId shopId;
    UUID pair;
    String target;

    @BeforeEach
    void acquire() {
        target = "sim-" + UUID.randomUUID();
        outbox.register(List.of(target)).await().indefinitely();
        scene = new Scene(store, world);
        shopId = new ShopId(SHOP_IDS.incrementAndGet());
        pair = scene.imported();
        scene.change("installation set shop_id = " + shopId.value() + ", acquired_at = now() - interval '1 hour'");
    }

    /** Of this installation, as if the settle time were over. */
    private List<JsonObject> changes() {
        outbox.settle(Duration.ZERO).await().indefinitely();
        List<JsonObject> changes = new ArrayList<>();
        Optional<Post> post = outbox.take(target, LEASE).await().indefinitely();
        while (post.isPresent()) {
            new JsonArray(post.get().changes())
                    .stream()
                            .map(JsonObject.class::cast)
                            .filter(change -> change.getString("shop")
                                    .equals(scene.key.shop().value()))
                            .forEach(changes::add);
            outbox.taken(target, post.get().id()).await().indefinitely();
            post = outbox.take(target, LEASE).await().indefinitely();
        }
        return changes;
    }

    private List<String> told() {
        return changes().stream().map(change -> change.getString("state")).toList();
    }

    private void reportedUninstalled() {
        Delivery delivery = new Delivery(
                scene.key.app(),
                UUID.randomUUID().toString(),
                Topic.APP_UNINSTALLED,
                Optional.of(shopId),
                Optional.of(scene.key.shop()),
                Optional.of(Instant.now()),
                Optional.empty());
        departures.report(delivery).await().indefinitely();
        scene.change("installation set uninstall_check_at = now() + interval '1 day'");
    }

    private void uninstalled() {
        reportedUninstalled();
        departures
                .claim(scene.row(), "sim", LEASE)
                .await()
                .indefinitely()
                .orElseThrow()
                .confirm()
                .await()
                .indefinitely();
    }

    @Test
    void anInstallAndItsRenewalsAreNoNews() {
        scene.settled();
        scene.renewed(pair);

        assertThat(told()).isEmpty();
    }

    @Test
    void aSuspensionIsToldAndTheRenewalThatEndsIt() {
        settle(
                scene.renewal().orElseThrow(),
                Settlement.failed(LEASE, FailureCause.SHOP_SUSPENDED, Actor.of("sweep"))
                        .suspending());
        assertThat(told()).containsExactly("suspended");
        scene.backOffEnds();

        record(scene.renewal().orElseThrow(), scene.pair(Optional.of(pair)));

        assertThat(told()).containsExactly("active");
    }

    @Test
    void aPairThatComesLateAndWakesADeadInstallationIsToldOf() {
        LeasedInstallation overtaken = scene.renewal().orElseThrow();
        scene.leaseEnds();
        scene.renewal().orElseThrow();
        scene.change("installation set state = 'reauthorization_required', state_reason = 'refresh-token-refused'");
        assertThat(told()).containsExactly("reauthorization_required");

        record(overtaken, scene.pair(Optional.of(pair)));

        assertThat(told()).containsExactly("active");
    }

    @Test
    void anUninstallationIsToldWhenItIsBelievedAndNotAgainWhenItIsConfirmed() {
        reportedUninstalled();
        assertThat(changes())
                .singleElement()
                .satisfies(change -> assertThat(change.getMap())
                        .containsEntry("state", "uninstalled")
                        .containsEntry("reason", null)
                        .containsEntry("shop_id", shopId.value()));

        uninstalled();

        assertThat(told()).isEmpty();
    }

    @Test
    void aReportThatIsRefutedInTimeIsNotTold() {
        reportedUninstalled();
        departures
                .claim(scene.row(), "sim", LEASE)
                .await()
                .indefinitely()
                .orElseThrow()
                .refute(Optional.empty())
                .await()
                .indefinitely();

        assertThat(told()).isEmpty();
    }

    @Test
    void whatWasUninstalledAndErasedIsToldOfWhenItIsInstalledAgain() {
        uninstalled();
        assertThat(changes()).extracting(change -> change.getLong("shop_id")).containsExactly(shopId.value());
        scene.erase();
        assertThat(told()).as("a reader sees nothing").isEmpty();

        scene.enrol();

        assertThat(told()).containsExactly("active");
    }
}

package dev.tokenbroker.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.Fleet;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.Sql;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class FleetTest {
    /** No broker renews what is of an app that it does not know. */
    private static final AppName NOBODYS = new AppName("nobodys");

    @Inject
    InstallationStore store;

    @Inject
    Fleet fleet;

    DevelopmentWorld world;

    private long endingWithinAWeek(Scene scene) {
        return fleet.figures(Duration.ofDays(1))
                .await()
                .indefinitely()
                .expiringWithin()
                .getOrDefault(scene.key.app(), Map.of())
                .getOrDefault(7, 0L);
    }

    /** A dead installation has an alarm of its own; it would keep this one ringing for ever. */
    @Test
    void aRefreshTokenEndsSoonOnlyWhileItsInstallationLives() {
        Scene scene = new Scene(store, world);
        scene.imported();
        long before = endingWithinAWeek(scene);
        scene.change("installation set refresh_token_expires_at = now() + interval '6 days'");
        assertThat(endingWithinAWeek(scene)).isEqualTo(before + 1);

        scene.change("installation set state = 'reauthorization_required'");

        assertThat(endingWithinAWeek(scene)).isEqualTo(before);
    }

    private long backlog() {
        return fleet.figures(Duration.ofDays(1))
                .await()
                .indefinitely()
                .backlog()
                .getOrDefault(NOBODYS, 0L);
    }

    /** It would be an alarm for as long as the operator wants it so. */
    @Test
    void aShopWhoseRenewalsAreStoppedIsBehindWithNothing() {
        Scene scene = new Scene(store, world);
        scene.imported();
        scene.change("installation set app = 'nobodys', must_renew = true, next_due_at = now()");
        assertThat(backlog()).isEqualTo(1);

        Sql.run(
                world.database(),
                "insert into renewal_pause (app, installation_id, actor) select app, id, 'test' from installation"
                        + " where app = 'nobodys'");

        assertThat(backlog()).isZero();
    }
}

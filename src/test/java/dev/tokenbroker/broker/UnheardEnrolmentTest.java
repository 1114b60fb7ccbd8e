package dev.tokenbroker.broker;

import static org.awaitility.Awaitility.await;

import dev.tokenbroker.app.Apps;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.broker.Enrolment.End;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.simulator.IssuedPair;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.Sql;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class UnheardEnrolmentTest {
    @TestHTTPResource("/")
    URI base;

    @Inject
    Enrolments enrolments;

    @Inject
    Apps apps;

    DevelopmentWorld world;

    /** It waits its turn behind a renewal, and its client closes the connection meanwhile. */
    @Test
    void anEnrolmentEndsThoughWhoeverAskedForItHasLeft() {
        BrokerClient broker = new BrokerClient(world, base);
        SimulatedShop shop = broker.newShop();
        broker.enrol(shop, 3600);
        IssuedPair another = shop.issueExpiring(world.app());
        Sql.change(
                world.database(), shop.domain(), "lease_owner = 'sim-replica', lease_until = now() + interval '20 s'");

        enrol(shop, another).cancel();
        Sql.change(world.database(), shop.domain(), "lease_owner = null, lease_until = null");

        await().until(() -> broker.read(shop.domain()).text("access_token").equals(another.accessToken()));
    }

    private Cancellable enrol(SimulatedShop shop, IssuedPair pair) {
        ShopifyApp app = apps.all().iterator().next();
        Enrolment enrolment = new Enrolment.Expiring(
                SecretString.of(pair.accessToken()),
                SecretString.of(pair.refreshToken()),
                new End.In(Duration.ofHours(1)),
                new End.In(Duration.ofDays(90)),
                app.scopes(),
                Optional.empty());
        return enrolments
                .enrol(app, new InstallationKey(app.name(), new ShopDomain(shop.domain())), enrolment, Actor.of("sim"))
                .subscribe()
                .with(done -> {});
    }
}

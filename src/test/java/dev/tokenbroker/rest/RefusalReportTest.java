package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.Fault;
import dev.tokenbroker.simulator.ShopStatus;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
class RefusalReportTest {
    @TestHTTPResource("/")
    URI base;

    DevelopmentWorld world;
    BrokerClient broker;
    SimulatedShop shop;

    @BeforeEach
    void enrolLivingToken() {
        broker = new BrokerClient(world, base);
        shop = broker.newShop();
        broker.enrol(shop, 3600);
    }

    private Answer report(long version) {
        return broker.post(
                "/v1/shops/" + shop.domain() + "/access-token/refresh", new JsonObject().put("version", version));
    }

    @Test
    void theCurrentVersionIsRenewedAndTheNewTokenIsTheAnswer() {
        Answer answer = report(1);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(shop.isAccepted(answer.text("access_token"))).isTrue();
    }

    @Test
    void anOlderVersionGetsTheCurrentTokenAndNothingIsSent() {
        report(1);

        Answer answer = report(1);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().getLong("version")).isEqualTo(2);
        assertThat(world.shopify().calls().total(shop.domain())).isEqualTo(1);
    }

    @Test
    void aPairThatWasRenewedAMomentAgoIsNotRenewedAgain() {
        report(1);

        Answer answer = report(2);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.text("code")).isEqualTo("too-many-requests");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
        assertThat(world.shopify().calls().total(shop.domain())).isEqualTo(1);
    }

    @Test
    void theRefusedTokenIsNeverTheAnswerWhateverShopifySays() {
        shop.faults().next(Fault.tooManyRequests("30"));

        Answer failed = report(1);

        assertThat(failed.status()).isEqualTo(503);
        assertThat(Integer.parseInt(failed.header("Retry-After"))).isBetween(25, 35);
        assertThat(report(1).status()).isEqualTo(503);
    }

    @Test
    void aSuspendedShopIsSaidToBeSuspended() {
        shop.status(ShopStatus.FROZEN);

        assertThat(report(1).text("code")).isEqualTo("shop-suspended");
        assertThat(report(1).text("code")).isEqualTo("shop-suspended");
        assertThat(broker.read(shop.domain()).status()).isEqualTo(200);
    }
}

package dev.tokenbroker.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.Sql;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WorldResource.class)
@WithTestResource(ReceiverResource.class)
class ConfiguredTargetTest {
    DevelopmentWorld world;
    Receiver receiver;

    @Test
    void theBrokersOwnRoundsTellWhoStandsInItsSettings() throws Exception {
        Sql.run(
                world.database(),
                "insert into installation (id, app, domain, data_key_id)"
                        + " values (gen_random_uuid(), 'told', 'told-by-itself.myshopify.com', gen_random_uuid())");
        Sql.run(world.database(), "update installation set state = 'suspended' where app = 'told'");

        assertThat(receiver.arrived.poll(30, TimeUnit.SECONDS)).contains("told-by-itself.myshopify.com");
    }
}

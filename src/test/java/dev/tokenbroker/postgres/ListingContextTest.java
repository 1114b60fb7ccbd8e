package dev.tokenbroker.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationListing;
import dev.tokenbroker.installation.InstallationStatus;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever comes from a timer, as after a record that was tried again, has a context that others share. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class ListingContextTest {
    private static final InstallationKey NOBODY =
            new InstallationKey(new AppName("default"), new ShopDomain("nobody.myshopify.com"));

    private static final int PATIENCE_SECONDS = 30;

    @Inject
    InstallationListing listing;

    @Inject
    Vertx vertx;

    @Test
    void anInstallationIsShownToWhoeverComesFromATimer() {
        CompletableFuture<Optional<InstallationStatus>> shown = new CompletableFuture<>();

        vertx.setTimer(
                1, fired -> listing.show(NOBODY).subscribe().with(shown::complete, shown::completeExceptionally));

        assertThat(shown.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join()).isEmpty();
    }
}

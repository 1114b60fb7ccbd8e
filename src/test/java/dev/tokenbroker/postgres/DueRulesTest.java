package dev.tokenbroker.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.installation.DueInstallations;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the sweep finds. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class DueRulesTest {
    private static final Duration KEEP_WARM = Duration.ofHours(24);

    @Inject
    InstallationStore store;

    @Inject
    DueInstallations due;

    DevelopmentWorld world;
    Scene scene;

    @BeforeEach
    void aPairWhoseRenewalIsDue() {
        scene = new Scene(store, world);
        scene.imported();
        scene.settled();
        scene.change("installation set next_due_at = now() - interval '1 second'");
    }

    @Test
    void whatWasAskedForOfLateIsFound() {
        scene.change("installation set last_asked_at = now()");

        assertThat(found()).isTrue();
    }

    @Test
    void whatNobodyAsksForWaitsForItsKeepAlive() {
        assertThat(found()).isFalse();
        assertThat(scene.of("next_due_at = keep_alive_at")).isEqualTo("t");
    }

    @Test
    void whatNobodyAsksForIsFoundWhenItsKeepAliveIsDue() {
        scene.change("installation set keep_alive_at = now() - interval '1 second'");

        assertThat(found()).isTrue();
    }

    /** One that comes in between the two statements, or is held by somebody meanwhile. */
    @Test
    void whatNobodyAsksForIsNotFoundThoughItCouldNotBePutOff() throws SQLException {
        try (Connection somebody = world.database().connect()) {
            somebody.setAutoCommit(false);
            somebody.createStatement()
                    .executeQuery("select 1 from installation where domain = '" + scene.key.shop() + "' for update");

            assertThat(found()).isFalse();
            assertThat(scene.of("next_due_at <= now()")).isEqualTo("t");
        }
    }

    private boolean found() {
        return due.due(scene.key.app(), KEEP_WARM, 1_000).await().indefinitely().stream()
                .anyMatch(one -> one.installation().key().equals(scene.key));
    }
}

package dev.tokenbroker.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.ShopChanges;
import dev.tokenbroker.installation.ShopChanges.Renaming;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a change of the shop does to a row, against a real PostgreSQL. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class ShopChangeRulesTest {
    @Inject
    InstallationStore store;

    @Inject
    ShopChanges changes;

    DevelopmentWorld world;
    Scene scene;
    UUID pair;

    @BeforeEach
    void enrol() {
        scene = new Scene(store, world);
        pair = scene.imported();
        scene.change("installation set next_due_at = now() + interval '1 day', must_renew = false");
    }

    private boolean renewSoon(boolean sufficient) {
        return changes.renewSoon(scene.key, sufficient).await().indefinitely();
    }

    private void lacksScopes() {
        scene.change("installation set state = 'reauthorization_required', state_reason = 'missing-scopes'");
    }

    @Test
    void changedScopesMakeARenewalDue() {
        assertThat(renewSoon(false)).isTrue();

        assertThat(scene.of("next_due_at <= now() and must_renew")).isEqualTo("t");
    }

    @Test
    void whatLackedScopesIsRenewedWhenNothingIsLackingAnyMore() {
        lacksScopes();

        renewSoon(false);
        assertThat(scene.row().state()).isEqualTo(InstallationState.REAUTHORIZATION_REQUIRED);
        renewSoon(true);

        assertThat(scene.row().state()).isEqualTo(InstallationState.ACTIVE);
        assertThat(scene.renewal()).isPresent();
    }

    @Test
    void whatIsDeadForAnotherReasonStaysSo() {
        scene.change("installation set state = 'reauthorization_required', state_reason = 'refresh-token-refused'");

        renewSoon(true);

        assertThat(scene.row().state()).isEqualTo(InstallationState.REAUTHORIZATION_REQUIRED);
    }

    @Test
    void aRenewalUnderWayMayBringTheScopesOfBeforeAndIsFollowedByAnother() {
        LeasedInstallation before = scene.renewal().orElseThrow();
        renewSoon(false);

        Scene.record(before, scene.pair(Optional.of(pair)));

        assertThat(scene.of("must_renew")).isEqualTo("t");
        assertThat(scene.seconds("next_due_at - now()")).isLessThanOrEqualTo(1800);
    }

    @Test
    void aTokenThatIsNeverRenewedIsGivenTheScopesThatShopifyTells() {
        scene.change("installation set grant_kind = 'static'");
        assertThat(renewSoon(true)).isFalse();

        changes.rescope(scene.row(), Scopes.parse("read_orders"), false).await().indefinitely();

        assertThat(scene.row().stateReason()).hasValue("missing-scopes");
        changes.rescope(scene.row(), Scopes.parse("read_orders,read_products"), true)
                .await()
                .indefinitely();
        assertThat(scene.row().state()).isEqualTo(InstallationState.ACTIVE);
        assertThat(scene.row().scopes()).isEqualTo(Scopes.parse("read_orders,read_products"));
    }

    @Test
    void ofTwoRenamesTheLaterHoldsWhicheverComesFirst() {
        ShopDomain later = new ShopDomain("later-" + scene.key.shop());
        ShopDomain earlier = new ShopDomain("earlier-" + scene.key.shop());
        Instant now = Instant.now();

        assertThat(rename(later, now.plusSeconds(60))).isEqualTo(Renaming.RENAMED);
        scene = scene.at(later);

        assertThat(rename(earlier, now.plusSeconds(30))).isEqualTo(Renaming.LATE);
        assertThat(scene.row().token()).isPresent();
    }

    private Renaming rename(ShopDomain domain, Instant at) {
        return changes.rename(scene.row(), domain, at).await().indefinitely();
    }
}

package dev.tokenbroker.postgres;

import static dev.tokenbroker.postgres.Scene.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.operations.WrappedKeyRows;
import dev.tokenbroker.operations.WrappedKeyRows.Replacement;
import dev.tokenbroker.operations.WrappedKeyRows.WrappedRow;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A data key is wrapped anew only where the row still has what was read. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class WrappedKeyRowsTest {
    private static final byte[] ANEW = {1, 2};

    @Inject
    InstallationStore store;

    @Inject
    WrappedKeyRows rows;

    DevelopmentWorld world;
    Scene scene;

    @BeforeEach
    void enrol() {
        scene = new Scene(store, world);
        scene.imported();
    }

    @Test
    void theKeyOfALaterLifeIsNotOverwritten() {
        Installation read = scene.row();
        scene.change("installation set data_key_id = gen_random_uuid()");

        assertThat(replace(read)).isZero();
        assertThat(scene.row().dataKey().wrapped()).isEqualTo(read.dataKey().wrapped());
    }

    @Test
    void whatAnotherRunWrappedMeanwhileIsNotOverwritten() {
        Installation read = scene.row();
        scene.change("installation set wrapped_data_key = '\\x0105'");

        assertThat(replace(read)).isZero();
        assertThat(scene.row().dataKey().wrapped()).containsExactly(1, 5);
    }

    @Test
    void aRenewalUnderWayKeepsItsLeaseAndIsRecordedUnderTheSameDataKey() {
        LeasedInstallation renewal = scene.renewal().orElseThrow();
        Installation before = scene.row();
        UUID parent = UUID.randomUUID();

        assertThat(replace(before)).isOne();
        record(renewal, scene.pair(Optional.of(parent)));

        assertThat(scene.row().version()).isEqualTo(before.version() + 1);
        assertThat(scene.row().dataKey().id()).isEqualTo(before.dataKey().id());
        assertThat(scene.row().dataKey().wrapped()).isEqualTo(ANEW);
    }

    private int replace(Installation read) {
        WrappedRow row = new WrappedRow(read.id(), read.keyContext(), read.dataKey());
        return rows.replace(List.of(new Replacement(row, ANEW))).await().indefinitely();
    }
}

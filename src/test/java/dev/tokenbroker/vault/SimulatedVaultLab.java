package dev.tokenbroker.vault;

import dev.tokenbroker.vaultsim.VaultSimulator;
import io.vertx.core.Vertx;
import java.time.Clock;

/** The simulator. */
final class SimulatedVaultLab extends VaultLab {
    private final Vertx vertx = Vertx.vertx();
    private final VaultSimulator simulator;

    SimulatedVaultLab(Clock clock) {
        simulator = VaultSimulator.start(vertx, clock);
    }

    VaultSimulator simulator() {
        return simulator;
    }

    @Override
    String url() {
        return simulator.url();
    }

    @Override
    String rootToken() {
        return VaultSimulator.ROOT_TOKEN;
    }

    @Override
    void seal() {
        simulator.seal();
    }

    @Override
    void unseal() {
        simulator.unseal();
    }

    @Override
    void revokeLogins() {
        simulator.revokeTokens();
    }

    @Override
    public void close() {
        simulator.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

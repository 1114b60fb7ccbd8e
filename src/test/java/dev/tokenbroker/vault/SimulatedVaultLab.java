package dev.tokenbroker.vault;

import dev.tokenbroker.vaultsim.VaultSimulator;
import io.vertx.core.Vertx;
import java.time.Clock;

/** The simulator. */
public final class SimulatedVaultLab extends VaultLab {
    private final Vertx vertx = Vertx.vertx();
    private final VaultSimulator simulator;

    public SimulatedVaultLab(Clock clock) {
        simulator = VaultSimulator.start(vertx, clock);
    }

    public VaultSimulator simulator() {
        return simulator;
    }

    @Override
    public String url() {
        return simulator.url();
    }

    @Override
    public String rootToken() {
        return VaultSimulator.ROOT_TOKEN;
    }

    @Override
    public void seal() {
        simulator.seal();
    }

    @Override
    public void unseal() {
        simulator.unseal();
    }

    @Override
    public void revokeLogins() {
        simulator.revokeTokens();
    }

    @Override
    void trust(String jwt) {
        simulator.vouchFor(jwt, ServiceAccountToken.NAMESPACE, ServiceAccountToken.NAME, ServiceAccountToken.AUDIENCE);
    }

    @Override
    public void close() {
        simulator.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

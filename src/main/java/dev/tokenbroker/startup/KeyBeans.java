package dev.tokenbroker.startup;

import dev.tokenbroker.app.SecretStore;
import dev.tokenbroker.localkeys.LocalKeyService;
import dev.tokenbroker.token.KeyProvider;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.KeyServices;
import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.tracing.VaultTraces;
import dev.tokenbroker.vault.VaultAccess;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Puts together who keeps keys and secrets. What is configured beside the current provider unwraps what it wrapped. */
class KeyBeans {
    private final BrokerSettings settings;
    private final VaultTraces traces;

    KeyBeans(BrokerSettings settings, VaultTraces traces) {
        this.settings = settings;
        this.traces = traces;
    }

    /** Vault, where an address is set. */
    record Vault(Optional<VaultAccess> access) {}

    @Produces
    @Singleton
    Vault vault(Ticker ticker, SecureRandom random) {
        boolean transit = settings.keys().provider() == KeyProvider.VAULT;
        return new Vault(
                settings.vault().url().map(url -> VaultAccess.start(settings.vault(), transit, ticker, random)));
    }

    void stop(@Disposes Vault vault) {
        vault.access().ifPresent(VaultAccess::close);
    }

    @Produces
    @Singleton
    KeyServices keyServices(Vault vault, SecureRandom random) {
        Map<KeyProvider, KeyService> services = new EnumMap<>(KeyProvider.class);
        vault.access()
                .map(access -> traces.of(access.keys(), settings.vault().url().orElseThrow()))
                .ifPresent(keys -> services.put(KeyProvider.VAULT, keys));
        settings.keys()
                .local()
                .file()
                .ifPresent(file -> services.put(KeyProvider.LOCAL, LocalKeyService.of(file, random)));
        return new KeyServices(settings.keys().provider(), services);
    }

    @Produces
    @Singleton
    SecretStore secretStore(Vault vault) {
        return vault.access()
                .map(VaultAccess::secrets)
                .orElseGet(() -> reference ->
                        Uni.createFrom().item(new SecretStore.Found.Nothing("broker.vault.url is not set")));
    }
}

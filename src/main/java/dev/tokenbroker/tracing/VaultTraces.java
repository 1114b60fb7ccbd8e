package dev.tokenbroker.tracing;

import dev.tokenbroker.token.KeyService;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.net.URI;

/** Vault's driver is no part of Vert.x, which traces whatever else we call. */
@Singleton
public final class VaultTraces {
    private final Tracer tracer;

    VaultTraces(Tracer tracer) {
        this.tracer = tracer;
    }

    /** @param address where Vault is asked */
    public KeyService of(KeyService keys, URI address) {
        return new TracedKeyService(keys, tracer, address);
    }
}

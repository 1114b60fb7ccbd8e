package dev.tokenbroker.tracing;

import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.KeysUnavailableException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * A span for what one request waits for, from when it asks until it has the answer: the call itself it may share with others, and
 * what is gathered for it is part of the wait.
 */
final class TracedKeyService implements KeyService {
    private final KeyService keys;
    private final Tracer tracer;
    private final URI address;

    TracedKeyService(KeyService keys, Tracer tracer, URI address) {
        this.keys = keys;
        this.tracer = tracer;
        this.address = address;
    }

    @Override
    public Uni<NewDataKey> create(KeyContext context) {
        return traced("datakey", () -> keys.create(context));
    }

    @Override
    public Uni<DataKey> unwrap(KeyContext context, byte[] wrapped) {
        return traced("decrypt", () -> keys.unwrap(context, wrapped));
    }

    @Override
    public Uni<byte[]> rewrap(KeyContext context, byte[] wrapped) {
        return traced("rewrap", () -> keys.rewrap(context, wrapped));
    }

    @Override
    public Uni<byte[]> wrap(KeyContext context, DataKey key) {
        return traced("encrypt", () -> keys.wrap(context, key));
    }

    @Override
    public boolean up() {
        return keys.up();
    }

    private <T> Uni<T> traced(String operation, Supplier<Uni<T>> call) {
        return Uni.createFrom().deferred(() -> {
            Span span = tracer.spanBuilder("vault transit " + operation)
                    .setSpanKind(SpanKind.CLIENT)
                    .setAttribute("rpc.system", "vault")
                    .setAttribute("rpc.service", "transit")
                    .setAttribute("rpc.method", operation)
                    .setAttribute("server.address", address.getHost())
                    .setAttribute("server.port", port())
                    .startSpan();
            return call.get().onTermination().invoke((answer, failure, cancelled) -> end(span, failure));
        });
    }

    private long port() {
        return address.getPort() > 0 ? address.getPort() : "http".equals(address.getScheme()) ? 80 : 443;
    }

    private static void end(Span span, Throwable failure) {
        if (failure instanceof KeysUnavailableException unavailable) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute("error.type", unavailable.reason().name().toLowerCase(Locale.ROOT));
        } else if (failure != null) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute("error.type", failure.getClass().getName());
        }
        span.end();
    }
}

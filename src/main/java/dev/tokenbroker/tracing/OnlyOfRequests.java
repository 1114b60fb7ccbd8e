package dev.tokenbroker.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/** A trace begins with a request. The rounds ask the database several times a second: each would be a trace of its own. */
final class OnlyOfRequests implements Sampler {
    private final Sampler configured;

    OnlyOfRequests(Sampler configured) {
        this.configured = configured;
    }

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        boolean begins = !Span.fromContext(parent).getSpanContext().isValid();
        return begins && kind != SpanKind.SERVER
                ? SamplingResult.drop()
                : configured.shouldSample(parent, traceId, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
        return "OnlyOfRequests{" + configured.getDescription() + "}";
    }
}

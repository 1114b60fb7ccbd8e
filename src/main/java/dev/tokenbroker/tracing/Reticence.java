package dev.tokenbroker.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out what a request brought and may be a secret: an authorization code in a query, a token where a shop belongs. What
 * it is replaced by is OpenTelemetry's own word for that.
 */
@Singleton
final class Reticence implements SpanProcessor {
    static final String REDACTED = "REDACTED";

    private static final List<AttributeKey<String>> NEVER =
            List.of(AttributeKey.stringKey("url.query"), AttributeKey.stringKey("user_agent.original"));

    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

    private static final AttributeKey<String> DATABASE = AttributeKey.stringKey("db.system.name");

    /** Words of the API, and shops. Anything else is somebody's. */
    private static final Pattern PLAIN =
            Pattern.compile("(/(v1|[a-z]{1,20}(-[a-z]{1,20}){0,2}|[a-z0-9][a-z0-9-]{0,59}\\.myshopify\\.com))*/?");

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        NEVER.stream().filter(key -> span.getAttribute(key) != null).forEach(key -> span.setAttribute(key, REDACTED));
        if ("postgres".equals(span.getAttribute(DATABASE))) {
            // Vert.x' word for it
            span.setAttribute(DATABASE, "postgresql");
        }
        String path = span.getAttribute(PATH);
        if (path != null && !PLAIN.matcher(path).matches()) {
            span.setAttribute(PATH, REDACTED);
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
        return false;
    }
}

package dev.tokenbroker.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer that says what went wrong (RFC 9457), the same wherever in the stack it arises. Resources return {@link
 * ProblemResponses#of} of it, or throw {@link ProblemException}.
 *
 * <p>Nothing that came from outside belongs in {@code detail} or a member: it may be a token.
 *
 * @param members further members, in the order in which they are shown
 * @param headers further headers
 */
public record Problem(ProblemCode code, String detail, Map<String, Object> members, Map<String, String> headers) {
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final ObjectMapper JSON = new ObjectMapper();

    public Problem {
        members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
        headers = Map.copyOf(headers);
    }

    /** A problem about which there is nothing more to say than its title. */
    public static Problem of(ProblemCode code) {
        return of(code, code.title() + ".");
    }

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, Map.of(), Map.of());
    }

    /** {@code invalid-request}, naming the member or parameter that is wrong. */
    public static Problem invalid(String member, String detail) {
        return of(ProblemCode.INVALID_REQUEST, "The request is not understood.").naming(member, detail);
    }

    /** {@code invalid-shop}: the domain that was sent is not repeated. */
    public static Problem invalidShop() {
        return of(ProblemCode.INVALID_SHOP, "A shop is named by its whole *.myshopify.com domain.")
                .naming("shop", "is not a *.myshopify.com domain");
    }

    /** For where there is one line only: the member and its mistake where one is named, else the detail. */
    public String inOneSentence() {
        return members.get("errors") instanceof List<?> errors && errors.get(0) instanceof Map<?, ?> error
                ? error.get("member") + " " + error.get("detail")
                : detail;
    }

    /** Adds a member; times are shown as RFC 3339, and null is shown as null. */
    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value instanceof Instant time ? Rfc3339.format(time) : value);
        return new Problem(code, detail, more, headers);
    }

    /** Says when to come back: {@code Retry-After} as every client knows it, in whole seconds and at least 1. */
    public Problem retryAfter(Duration wait) {
        return header("Retry-After", Long.toString(seconds(wait)));
    }

    /** {@link #retryAfter} for 429 and 503, which say it in the member {@code retry_after} too. */
    public Problem retryAfterEverywhere(Duration wait) {
        return retryAfter(wait).with("retry_after", seconds(wait));
    }

    public Problem header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(code, detail, members, more);
    }

    private Problem naming(String member, String mistake) {
        return with("errors", List.of(new LinkedHashMap<>(Map.of("member", member, "detail", mistake))));
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** The body, in UTF-8. */
    public byte[] json() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:token-broker:" + code.word());
        body.put("title", code.title());
        body.put("status", code.status());
        body.put("detail", detail);
        body.put("code", code.word());
        body.putAll(members);
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException memberWithoutJson) {
            throw new IllegalStateException("a problem's member cannot be shown as JSON");
        }
    }
}

package dev.tokenbroker.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One webhook delivery with the headers Shopify sends. Immutable; the {@code with...} methods make tampered ones. The
 * signature covers the body alone: topic and shop can be changed without breaking it.
 */
public final class SignedWebhook {
    public static final String SIGNATURE = "X-Shopify-Hmac-SHA256";

    /** One first attempt and eight retries. */
    private static final int ATTEMPTS = 9;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Map<String, String> headers;
    private final byte[] body;

    private SignedWebhook(Map<String, String> headers, byte[] body) {
        this.headers = headers;
        this.body = body;
    }

    static SignedWebhook of(Map<String, String> headers, String body, String secret) {
        return new SignedWebhook(headers, body.getBytes(StandardCharsets.UTF_8)).signedWith(secret);
    }

    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    public byte[] body() {
        return body.clone();
    }

    public SignedWebhook withHeader(String name, String value) {
        Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        changed.putAll(headers);
        changed.put(name, value);
        return new SignedWebhook(changed, body);
    }

    public SignedWebhook withoutHeader(String name) {
        Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        changed.putAll(headers);
        changed.remove(name);
        return new SignedWebhook(changed, body);
    }

    /** Another body under the signature of this one. */
    public SignedWebhook withBody(String other) {
        return new SignedWebhook(headers, other.getBytes(StandardCharsets.UTF_8));
    }

    /** Signs the body anew, with whatever secret. */
    public SignedWebhook signedWith(String secret) {
        return withHeader(SIGNATURE, Base64.getEncoder().encodeToString(HmacSha256.sign(secret, body)));
    }

    /** Delivers once, on the caller's thread. */
    public int deliver(HttpClient client, URI address) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(TIMEOUT).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while delivering a webhook", e);
        }
    }

    /**
     * Delivers until it is taken, at most nine times, all under one Webhook-Id; Shopify's four hours pass at once.
     *
     * @return the status of every attempt, 0 where there was none
     */
    public List<Integer> deliverWithRetries(HttpClient client, URI address) {
        List<Integer> statuses = new ArrayList<>();
        do {
            statuses.add(deliver(client, address));
        } while (!isTaken(statuses.get(statuses.size() - 1)) && statuses.size() < ATTEMPTS);
        return statuses;
    }

    private static boolean isTaken(int status) {
        return status >= 200 && status < 300;
    }
}

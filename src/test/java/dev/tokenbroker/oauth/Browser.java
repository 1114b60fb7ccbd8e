package dev.tokenbroker.oauth;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A merchant's browser: it keeps cookies, and goes where it is sent, one step at a time. */
final class Browser {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    /** The JDK's own jar is at odds with {@code localhost}. */
    private final Map<String, String> cookies = new ConcurrentHashMap<>();

    /** @param headers name and value in turn */
    HttpResponse<String> open(URI address, String... headers) {
        return openLater(address, headers).join();
    }

    CompletableFuture<HttpResponse<String>> openLater(URI address, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        Optional.ofNullable(cookies.get(address.getHost())).ifPresent(cookie -> request.header("Cookie", cookie));
        return http.sendAsync(request.build(), BodyHandlers.ofString()).whenComplete((answer, failure) -> {
            if (answer != null) {
                answer.headers()
                        .firstValue("Set-Cookie")
                        .ifPresent(cookie -> cookies.put(address.getHost(), cookie.split(";")[0]));
            }
        });
    }

    /** Where it is sent, without going there. */
    static URI next(HttpResponse<String> answer) {
        return URI.create(answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.body())));
    }

    /** What the browser was told, beyond the status. */
    static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    /** From an address to the one after the next: over Shopify's page and back. */
    URI follow(URI address) {
        return next(open(next(open(address))));
    }
}

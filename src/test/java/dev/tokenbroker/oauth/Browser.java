package dev.tokenbroker.oauth;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A merchant's browser: it keeps cookies, and goes where it is sent, one step at a time. */
final class Browser {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param headers name and value in turn */
    HttpResponse<String> open(URI address, String... headers) {
        return openLater(address, headers).join();
    }

    CompletableFuture<HttpResponse<String>> openLater(URI address, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
        return http.sendAsync(
                headers.length == 0 ? request.build() : request.headers(headers).build(), BodyHandlers.ofString());
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

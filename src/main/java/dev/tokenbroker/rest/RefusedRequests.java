package dev.tokenbroker.rest;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.Apps;
import dev.tokenbroker.app.ShopifyApp;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Counts questions for tokens that never came to the broker: malformed, not allowed, beyond a budget. */
class RefusedRequests {
    private final TokenRequestMetrics metrics;
    private final Apps apps;

    RefusedRequests(TokenRequestMetrics metrics, Apps apps) {
        this.metrics = metrics;
        this.apps = apps;
    }

    @ServerResponseFilter
    void count(ContainerRequestContext request, ContainerResponseContext response, ResourceInfo resource) {
        if (resource.getResourceClass() != AccessTokenResource.class) {
            return;
        }
        refusal(response).ifPresent(outcome -> app(request).ifPresent(app -> metrics.count(app, outcome)));
    }

    /** Answers that the broker gave are counted where they are made. */
    private static Optional<TokenRequestMetrics.Outcome> refusal(ContainerResponseContext response) {
        return switch (response.getStatus()) {
            case 400, 415, 406 -> Optional.of(TokenRequestMetrics.Outcome.INVALID);
            case 403 -> Optional.of(TokenRequestMetrics.Outcome.DENIED);
            default -> Optional.empty();
        };
    }

    /** An app that is not configured is no label: there would be one for every typing error. */
    private Optional<AppName> app(ContainerRequestContext request) {
        String named = request.getUriInfo().getQueryParameters().getFirst("app");
        return Optional.ofNullable(named)
                .flatMap(name -> apps.named(new AppName(name)))
                .or(apps::unnamed)
                .or(() -> apps.all().stream().findFirst())
                .map(ShopifyApp::name);
    }
}

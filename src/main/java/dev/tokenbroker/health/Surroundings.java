package dev.tokenbroker.health;

import dev.tokenbroker.broker.News;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Shows how Shopify and the key service are doing. Always up: no replica is better off without callers for it. */
@Readiness
@ApplicationScoped
class Surroundings implements HealthCheck {
    private final News news;

    Surroundings(News news) {
        this.news = news;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder check = HealthCheckResponse.named("surroundings")
                .up()
                .withData("key service", news.keyServiceUp() ? "answers" : "away");
        news.renewing().forEach((app, renewing) -> check.withData("renewals of " + app, renewing ? "go on" : "paused"));
        return check.build();
    }
}

package dev.tokenbroker.health;

import dev.tokenbroker.broker.News;
import dev.tokenbroker.caller.CallerStops;
import dev.tokenbroker.installation.SchemaState;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready: the database answers, or there are tokens in memory to serve without it. Never before the schema is there, and it
 * was read which callers are stopped.
 */
@Readiness
@ApplicationScoped
class CanAnswer implements HealthCheck {
    private final SchemaState schema;
    private final CallerStops stops;
    private final News news;

    CanAnswer(SchemaState schema, CallerStops stops, News news) {
        this.schema = schema;
        this.stops = stops;
        this.news = news;
    }

    @Override
    public HealthCheckResponse call() {
        boolean database = news.databaseAnswers();
        return HealthCheckResponse.named("tokens can be served")
                .status(schema.inPlace() && stops.known() && (database || news.holdsTokens()))
                .withData("database", database ? "answers" : "away")
                .withData("memory", news.holdsTokens() ? "holds tokens" : "empty")
                .build();
    }
}

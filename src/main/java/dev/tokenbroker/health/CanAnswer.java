package dev.tokenbroker.health;

import dev.tokenbroker.broker.News;
import dev.tokenbroker.installation.SchemaState;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the database answers, or there are tokens in memory to serve without it. Never before the schema is there. */
@Readiness
@ApplicationScoped
class CanAnswer implements HealthCheck {
    private final SchemaState schema;
    private final News news;

    CanAnswer(SchemaState schema, News news) {
        this.schema = schema;
        this.news = news;
    }

    @Override
    public HealthCheckResponse call() {
        boolean database = news.databaseAnswers();
        return HealthCheckResponse.named("tokens can be served")
                .status(schema.inPlace() && (database || news.holdsTokens()))
                .withData("database", database ? "answers" : "away")
                .withData("memory", news.holdsTokens() ? "holds tokens" : "empty")
                .build();
    }
}

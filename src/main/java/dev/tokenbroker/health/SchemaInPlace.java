package dev.tokenbroker.health;

import dev.tokenbroker.installation.SchemaState;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started: the database was reachable once, and its schema is up to date. */
@Startup
@ApplicationScoped
class SchemaInPlace implements HealthCheck {
    private final SchemaState schema;

    SchemaInPlace(SchemaState schema) {
        this.schema = schema;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database schema")
                .status(schema.inPlace())
                .build();
    }
}

package dev.tokenbroker.postgres;

import dev.tokenbroker.installation.SchemaState;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/** Brings the schema up to date: at start, again and again until the database is there. */
@ApplicationScoped
public class SchemaMigration implements SchemaState {
    private static final Logger LOG = Logger.getLogger(SchemaMigration.class);

    private final Flyway flyway;
    private volatile boolean done;

    SchemaMigration(Flyway flyway) {
        this.flyway = flyway;
    }

    @Override
    public boolean inPlace() {
        return done;
    }

    /** Blocks. Returns whether the schema is up to date now. */
    public boolean attempt() {
        try {
            flyway.migrate();
            done = true;
        } catch (RuntimeException away) {
            LOG.warnf("the database cannot be migrated yet: %s", why(away));
        }
        return done;
    }

    /** What Flyway says, and what the database said to it. */
    private static String why(Throwable failure) {
        String said = start(failure, 2);
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal) {
                return said + ": " + start(refusal, 1);
            }
        }
        return said;
    }

    private static String start(Throwable failure, int lines) {
        return String.valueOf(failure.getMessage())
                .lines()
                .filter(line -> line.matches(".*\\w.*"))
                .limit(lines)
                .collect(Collectors.joining(" "));
    }
}

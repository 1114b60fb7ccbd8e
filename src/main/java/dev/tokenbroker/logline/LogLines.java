package dev.tokenbroker.logline;

import io.quarkus.logging.json.runtime.JsonFormatter;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.jboss.logmanager.ExtHandler;

/**
 * Puts the flat form in the place of Quarkus', which has the same keys; what was logged before had no request. An operator who
 * asks for another form of Quarkus' gets that.
 */
@Singleton
final class LogLines {
    private static final String CONSOLE = "quarkus.log.console.json.";

    private final Config config;

    LogLines(Config config) {
        this.config = config;
    }

    void form(@Observes @Priority(0) StartupEvent starting) {
        if (setting("log-format").equalsIgnoreCase("default")) {
            form(Logger.getLogger("").getHandlers());
        }
    }

    /** Quarkus' own handlers stand behind one that keeps what is logged before there are any. */
    private void form(Handler... handlers) {
        for (Handler handler : handlers) {
            if (handler.getFormatter() instanceof JsonFormatter) {
                handler.setFormatter(new FlatJson(setting("key-overrides"), excluded()));
            }
            if (handler instanceof ExtHandler before) {
                form(before.getHandlers());
            }
        }
    }

    private Set<String> excluded() {
        return config.getOptionalValues(CONSOLE + "excluded-keys", String.class).orElse(List.of()).stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    private String setting(String key) {
        return config.getValue(CONSOLE + key, String.class);
    }
}

package dev.tokenbroker.broker;

import dev.tokenbroker.app.Apps;
import dev.tokenbroker.token.KeyService;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What health checks show of the broker's surroundings; none of it makes the broker unready. */
@Singleton
public final class News {
    private static final Duration LATELY = Duration.ofSeconds(5);

    private final Holdings holdings;
    private final AppHealths health;
    private final KeyService keys;
    private final Apps apps;
    private final RevocationWatch database;

    News(Holdings holdings, AppHealths health, KeyService keys, Apps apps, RevocationWatch database) {
        this.holdings = holdings;
        this.health = health;
        this.keys = keys;
        this.apps = apps;
        this.database = database;
    }

    /** Whether tokens can be served from memory alone. */
    public boolean holdsTokens() {
        return holdings.any();
    }

    /** Whether the database answered lately. */
    public boolean databaseAnswers() {
        return database.answeredWithin(LATELY);
    }

    public boolean keyServiceUp() {
        return keys.up();
    }

    /** Whether renewals go on, by app. */
    public Map<String, Boolean> renewing() {
        Map<String, Boolean> renewing = new TreeMap<>();
        apps.all().forEach(app -> renewing.put(app.name().value(), !health.open(app.name())));
        return renewing;
    }
}

package dev.tokenbroker.broker;

import dev.tokenbroker.app.Apps;
import dev.tokenbroker.installation.Housekeeping;
import dev.tokenbroker.token.RefreshSettings;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What the broker does every so often, each by itself: one that is late or fails delays no other. */
@Singleton
public final class Rounds {
    private final List<Round> all;

    /** @param work to be begun again only when it has ended */
    public record Round(String name, Duration every, Supplier<Uni<Void>> work) {
        private static final Duration AT_ONCE = Duration.ofMillis(1);

        /** From one's end to the next one's beginning, so that they begin {@link #every} so often where they can. */
        public Duration pauseAfter(Duration took) {
            Duration rest = every.minus(took);
            return rest.compareTo(AT_ONCE) < 0 ? AT_ONCE : rest;
        }
    }

    Rounds(
            Sweep sweep,
            RevocationWatch revocations,
            RecentPairs recent,
            AppHealths health,
            Pauses pauses,
            Apps apps,
            Usage usage,
            FleetFigures figures,
            KeyWatch keyWatch,
            KeyValidation keyValidation,
            Housekeeping housekeeping,
            Deliveries deliveries,
            DepartureRounds departures,
            RefreshSettings settings) {
        all = List.of(
                new Round("sweep", settings.sweepEvery(), sweep::round),
                new Round("revocations", Duration.ofMillis(500), revocations::look),
                new Round("database history", Duration.ofSeconds(1), recent::look),
                new Round("app breakers", Duration.ofSeconds(1), () -> health.follow(apps.all())),
                new Round("pauses", Pauses.GLANCE, pauses::look),
                new Round("usage", Duration.ofSeconds(10), usage::flush),
                new Round("key watch", KeyWatch.GLANCE, keyWatch::look),
                new Round("key validation", Duration.ofSeconds(30), keyValidation::round),
                new Round("client secrets", Duration.ofMinutes(1), apps::readSecretsAgain),
                new Round("missing client secrets", Duration.ofSeconds(2), apps::readMissingSecrets),
                new Round("deliveries", Duration.ofSeconds(1), deliveries::round),
                new Round("departures", Duration.ofSeconds(1), departures::round),
                new Round("fleet figures", Duration.ofSeconds(15), figures::refresh),
                new Round("housekeeping", Duration.ofMinutes(10), housekeeping::round));
    }

    public List<Round> all() {
        return all;
    }
}

package dev.tokenbroker.broker;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.Fleet;
import dev.tokenbroker.installation.Fleet.Count;
import dev.tokenbroker.installation.Fleet.Figures;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.token.RefreshSettings;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The fleet in figures, as they were when last read. */
@Singleton
final class FleetFigures {
    private final Fleet fleet;
    private final Duration keepWarm;
    private volatile Figures last = new Figures(List.of(), Map.of(), Map.of());
    private volatile boolean known;

    FleetFigures(Fleet fleet, RefreshSettings settings) {
        this.fleet = fleet;
        this.keepWarm = settings.keepWarm();
    }

    Uni<Void> refresh() {
        return fleet.figures(keepWarm)
                .invoke(figures -> {
                    last = figures;
                    known = true;
                })
                .replaceWithVoid();
    }

    long backlog(AppName app) {
        return last.backlog().getOrDefault(app, 0L);
    }

    long expiringWithin(AppName app, int days) {
        return last.expiringWithin().getOrDefault(app, Map.of()).getOrDefault(days, 0L);
    }

    long count(AppName app, InstallationState state, GrantKind grant) {
        return last.installations().stream()
                .filter(count -> count.app().equals(app) && count.state() == state && count.grant() == grant)
                .mapToLong(Count::installations)
                .sum();
    }

    /** Installations that ask Shopify for tokens; as good as endless while nobody has counted. */
    long installations(AppName app) {
        return known
                ? last.installations().stream()
                        .filter(count ->
                                count.app().equals(app) && count.grant().renewable())
                        .mapToLong(Count::installations)
                        .sum()
                : Long.MAX_VALUE;
    }
}

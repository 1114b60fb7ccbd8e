package dev.tokenbroker.broker;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.Fleet;
import dev.tokenbroker.installation.Fleet.Count;
import dev.tokenbroker.installation.Fleet.Figures;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The fleet in figures, as they were when last read. Not a number until then, for nobody knows that there is none; nor when
 * they are old, or a replica that is cut off would outshout those that know better.
 */
@Singleton
final class FleetFigures {
    /** Contract, "Operators": the figures of the fleet are at most 60 s old. */
    private static final Duration BELIEVED_FOR = Duration.ofMinutes(1);

    private final Fleet fleet;
    private final Duration keepWarm;
    private final Ticker ticker;
    private volatile Figures last = new Figures(List.of(), Map.of(), Map.of());
    private volatile boolean known;
    /** When they were read, or when this process began to try. */
    private volatile long readAt;

    FleetFigures(Fleet fleet, RefreshSettings settings, Ticker ticker) {
        this.fleet = fleet;
        this.keepWarm = settings.keepWarm();
        this.ticker = ticker;
        this.readAt = ticker.nanos();
    }

    Uni<Void> refresh() {
        return fleet.figures(keepWarm)
                .invoke(figures -> {
                    last = figures;
                    known = true;
                    readAt = ticker.nanos();
                })
                .replaceWithVoid();
    }

    Duration age() {
        return Duration.ofNanos(ticker.nanos() - readAt);
    }

    double backlog(AppName app) {
        return ifKnown(last.backlog().getOrDefault(app, 0L));
    }

    double expiringWithin(AppName app, int days) {
        return ifKnown(last.expiringWithin().getOrDefault(app, Map.of()).getOrDefault(days, 0L));
    }

    double count(AppName app, InstallationState state, GrantKind grant) {
        return ifKnown(last.installations().stream()
                .filter(count -> count.app().equals(app) && count.state() == state && count.grant() == grant)
                .mapToLong(Count::installations)
                .sum());
    }

    private double ifKnown(long figure) {
        return known && age().compareTo(BELIEVED_FOR) <= 0 ? figure : Double.NaN;
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

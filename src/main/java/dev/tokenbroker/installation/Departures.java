package dev.tokenbroker.installation;

import dev.tokenbroker.app.AppName;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Shops that the app leaves. That it was uninstalled is said by a delivery that may be late, or forged in all that is not
 * signed: what it says stops serving at the most, and only Shopify's refusal of a token erases.
 */
public interface Departures {
    /** Notes that the app is said to be uninstalled; serving stops where the grant is surely older and the shop surely this one. */
    Uni<Report> report(Delivery delivery);

    /** Erases all of a shop that the app had left, unless it came back since. */
    Uni<Redaction> redact(Delivery delivery);

    /** Reported, and now to be confirmed. */
    Uni<List<Installation>> reported(AppName app, int most);

    /** Nothing where somebody else holds it, or nothing is to be confirmed any more. */
    Uni<Optional<Departure>> claim(Installation reported, String owner, Duration lease);

    /** What became of a report. */
    enum Report {
        /** Serving has stopped, or stops when Shopify confirms it. */
        NOTED,
        /** The grant was acquired after it. */
        LATE,
        UNKNOWN_SHOP
    }

    /** What became of a request to redact. */
    enum Redaction {
        ERASED,
        /** The grant was acquired after it. */
        LATE,
        UNKNOWN_SHOP,
        /** Whose shop id is not known, and whose tokens are still there: by its domain alone nothing is erased. */
        UNPROVEN
    }
}

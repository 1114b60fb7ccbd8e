package dev.tokenbroker.broker;

import dev.tokenbroker.installation.HeldToken;
import dev.tokenbroker.installation.HeldToken.Expiry;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.token.AccessToken;
import dev.tokenbroker.token.Deadline;
import java.time.Duration;
import java.util.Optional;

/**
 * An installation as this process knows it, its access token in the clear. Spans of the row are turned into moments on the
 * monotonic clock, so that a wall clock that jumps changes nothing.
 *
 * @param token absent where there is none, or where its seal does not open
 * @param expires absent where the token does not expire
 */
record Holding(
        Installation installation,
        Optional<AccessToken> token,
        Optional<Deadline> expires,
        Deadline renewAt,
        Deadline renewableFrom,
        Deadline leasedUntil) {

    static Holding of(Installation row, Optional<AccessToken> token) {
        Optional<Expiry> expiry = row.token().flatMap(HeldToken::expiry);
        return new Holding(
                row,
                token,
                expiry.map(end -> in(row, end.remaining())),
                in(row, expiry.map(Expiry::untilRenewal).orElse(Duration.ofDays(365))),
                in(row, row.renewableIn()),
                in(row, row.leasedFor()));
    }

    private static Deadline in(Installation row, Duration span) {
        return new Deadline(row.askedAtNanos() + span.toNanos());
    }

    /** Whether the row has a token whose seal does not open. */
    boolean quarantined() {
        return installation.token().isPresent() && token.isEmpty();
    }
}

package dev.tokenbroker.rest;

import dev.tokenbroker.broker.TokenOutcome.Issued;
import dev.tokenbroker.broker.TokenOutcome.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An access token as it is handed out. The members of a life are absent for tokens that do not expire. */
record AccessTokenBody(
        String accessToken,
        Optional<Long> expiresIn,
        Optional<Instant> expiresAt,
        Optional<Instant> refreshAfter,
        String scope,
        String shop,
        String app,
        long version,
        Optional<List<WarningBody>> warnings) {

    record WarningBody(String code, Optional<Instant> since) {}

    static AccessTokenBody of(Issued issued) {
        return new AccessTokenBody(
                issued.token().value().reveal(),
                issued.validity().map(Validity::expiresIn).map(Duration::toSeconds),
                issued.validity().map(Validity::expiresAt),
                issued.validity().map(Validity::refreshAfter),
                issued.scopes().toString(),
                issued.key().shop().value(),
                issued.key().app().value(),
                issued.version(),
                warnings(issued));
    }

    private static Optional<List<WarningBody>> warnings(Issued issued) {
        return issued.warnings().isEmpty()
                ? Optional.empty()
                : Optional.of(issued.warnings().stream()
                        .map(warning -> new WarningBody(warning.code().label(), warning.since()))
                        .toList());
    }

    /** Not for logs: the token is in it. */
    @Override
    public String toString() {
        return "AccessTokenBody[" + shop + ", " + app + ", " + version + "]";
    }
}

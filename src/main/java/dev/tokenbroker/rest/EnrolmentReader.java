package dev.tokenbroker.rest;

import dev.tokenbroker.broker.Enrolment;
import dev.tokenbroker.broker.Enrolment.End;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes an enrolment of a body, or says which member is missing, too much, or wrong. */
final class EnrolmentReader {
    private static final long LONGEST_SECONDS = Duration.ofDays(400).toSeconds();
    private static final Instant EARLIEST = Instant.parse("2006-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final Pattern SCOPE = Pattern.compile("[A-Za-z0-9_:, -]{0,8192}");

    private final EnrolmentBody body;

    private EnrolmentReader(EnrolmentBody body) {
        this.body = body;
    }

    /** @throws ProblemException naming the member */
    static Enrolment read(EnrolmentBody body) {
        GrantKind kind = GrantKind.ofLabel(body.grant())
                .orElseThrow(() -> invalid("grant", "is expiring, legacy, static or client_credentials"));
        EnrolmentReader reader = new EnrolmentReader(body);
        return switch (kind) {
            case EXPIRING -> reader.expiring();
            case LEGACY, STATIC -> reader.permanent(kind);
            case CLIENT_CREDENTIALS -> reader.clientCredentials();
        };
    }

    private Enrolment expiring() {
        return new Enrolment.Expiring(
                wanted("access_token", body.accessToken()),
                wanted("refresh_token", body.refreshToken()),
                end("expires", body.expiresIn(), body.expiresAt()),
                end("refresh_token_expires", body.refreshTokenExpiresIn(), body.refreshTokenExpiresAt()),
                scopes(),
                body.shopId().map(EnrolmentReader::shopId));
    }

    private Enrolment permanent(GrantKind kind) {
        noLife();
        none("shop_id", body.shopId());
        return new Enrolment.Permanent(kind, wanted("access_token", body.accessToken()), scopes());
    }

    private Enrolment clientCredentials() {
        noLife();
        none("access_token", body.accessToken());
        none("scope", body.scope());
        none("shop_id", body.shopId());
        return new Enrolment.ClientCredentials();
    }

    private void noLife() {
        none("refresh_token", body.refreshToken());
        none("expires_in", body.expiresIn());
        none("expires_at", body.expiresAt());
        none("refresh_token_expires_in", body.refreshTokenExpiresIn());
        none("refresh_token_expires_at", body.refreshTokenExpiresAt());
    }

    private Scopes scopes() {
        String scope = wanted("scope", body.scope());
        if (!SCOPE.matcher(scope).matches()) {
            throw invalid("scope", "is a list of access scopes separated by commas");
        }
        return Scopes.parse(scope);
    }

    private static End end(String member, Optional<Long> in, Optional<Instant> at) {
        if (in.isPresent() == at.isPresent()) {
            throw invalid(member + "_in", "is needed, or " + member + "_at in its place");
        }
        return in.<End>map(seconds -> new End.In(duration(member + "_in", seconds)))
                .orElseGet(() -> new End.At(instant(member + "_at", at.orElseThrow())));
    }

    private static Duration duration(String member, long seconds) {
        if (seconds < 0 || seconds > LONGEST_SECONDS) {
            throw invalid(member, "is a number of seconds from 0 to " + LONGEST_SECONDS);
        }
        return Duration.ofSeconds(seconds);
    }

    private static Instant instant(String member, Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw invalid(member, "is not a time at which a token could end");
        }
        return time;
    }

    private static ShopId shopId(long number) {
        if (number <= 0) {
            throw invalid("shop_id", "is a positive number");
        }
        return new ShopId(number);
    }

    private static <T> T wanted(String member, Optional<T> value) {
        return value.orElseThrow(() -> invalid(member, "is missing"));
    }

    private static void none(String member, Optional<?> value) {
        if (value.isPresent()) {
            throw invalid(member, "does not belong to this grant");
        }
    }

    private static ProblemException invalid(String member, String detail) {
        return new ProblemException(Problem.invalid(member, detail));
    }
}

package dev.tokenbroker.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * The one-way exchange of a non-expiring offline token for an expiring pair. A lost answer can be had again for seven
 * days, until the pair has been refreshed or another one acquired.
 */
final class MigrationGrant implements Grant {
    static final String OFFLINE_TYPE = "urn:shopify:params:oauth:token-type:offline-access-token";

    private static final Duration REPLAY = Duration.ofDays(7);
    private static final OAuthError REFUSED =
            OAuthError.invalidSubjectToken("The subject token is not an active non-expiring offline access token");

    @Override
    public GrantResult answer(GrantCall call) {
        if (!call.parameter("requested_token_type").equals(OFFLINE_TYPE)
                || !call.request().isExpiring()) {
            return OAuthError.invalidRequest("A migration requests an expiring offline access token");
        }
        IssuedAccessToken subject = call.installation().accessToken(call.parameter("subject_token"));
        boolean eligible = subject != null
                && subject.kind() == TokenKind.OFFLINE_NON_EXPIRING
                && call.app().migrates(call.now());
        if (!eligible) {
            return REFUSED;
        }
        return subject.migration() == null ? exchange(call, subject) : replay(call, subject.migration());
    }

    private static GrantResult exchange(GrantCall call, IssuedAccessToken subject) {
        if (!subject.isAlive(call.now())) {
            return REFUSED;
        }
        IssuedRefreshToken pair = call.installation().acquireExpiring(call.secret(), call.now());
        subject.migratedTo(pair, call.secret(), call.now());
        return GrantResult.minted(pair.answer());
    }

    /** The access token is prolonged where needed, the refresh token never. */
    private static GrantResult replay(GrantCall call, IssuedAccessToken.Migration migration) {
        Instant now = call.now();
        IssuedRefreshToken pair = migration.refreshToken();
        boolean recoverable = now.isBefore(migration.at().plus(REPLAY))
                && migration.secret() == call.secret()
                && !pair.isUsed()
                && !pair.isRetired();
        if (!recoverable) {
            return REFUSED;
        }
        pair.accessToken().prolong(now.plus(call.app().accessTokenLife()));
        return GrantResult.replayed(call.installation().pairAnswer(pair, now));
    }
}

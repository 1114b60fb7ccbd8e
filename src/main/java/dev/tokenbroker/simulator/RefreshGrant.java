package dev.tokenbroker.simulator;

import java.time.Instant;
import java.util.Set;

/**
 * Rotation. A used refresh token stays acceptable until its replacement is used, a later acquisition, 30 days from its
 * first use, or its own 90 days, whichever comes first.
 */
final class RefreshGrant implements Grant {
    private static final Set<String> PARAMETERS = Set.of("client_id", "client_secret", "grant_type", "refresh_token");

    @Override
    public GrantResult answer(GrantCall call) {
        if (!call.request().names().equals(PARAMETERS)) {
            return OAuthError.invalidRequest("A refresh takes exactly these parameters: "
                    + "client_id, client_secret, grant_type, refresh_token");
        }
        GraceMode mode = call.shop().graceMode();
        IssuedRefreshToken presented = call.installation().refreshToken(call.parameter("refresh_token"));
        if (presented == null) {
            return OAuthError.inactiveRefreshToken();
        }
        if (presented.isAcceptable(mode, call.now())) {
            return presented.isUsed() ? retry(call, presented, mode) : rotate(call, presented);
        }
        if (mode == GraceMode.REUSE_REVOKES_ALL && presented.isUsed()) {
            call.installation().retireRefreshTokens();
        }
        return OAuthError.inactiveRefreshToken();
    }

    private static GrantResult rotate(GrantCall call, IssuedRefreshToken presented) {
        presented.use(call.now());
        return GrantResult.minted(call.installation()
                .mintPair(call.secret(), presented, call.now())
                .answer());
    }

    private static GrantResult retry(GrantCall call, IssuedRefreshToken presented, GraceMode mode) {
        IssuedRefreshToken child = presented.lastChild();
        boolean childIsGood = child.isAcceptable(mode, call.now());
        if (childIsGood && mode.replays(presented.sinceFirstUse(call.now()))) {
            return replay(call, child);
        }
        if (mode != GraceMode.SIBLINGS) {
            presented.retireChildren();
        }
        return rotate(call, presented);
    }

    /** The original lifetimes are repeated as they were first said, although some of that time has passed. */
    private static GrantResult replay(GrantCall call, IssuedRefreshToken child) {
        Instant now = call.now();
        if (!child.accessToken().isAlive(now)) {
            child.accessToken().prolong(now.plus(call.app().accessTokenLife()));
        }
        return GrantResult.replayed(child.answer());
    }
}

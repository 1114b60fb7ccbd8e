package dev.tokenbroker.simulator;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** One app on one shop with every token it was given there. Guarded by the simulator's lock. */
final class Installation {
    private final SimulatedApp app;
    private final Map<String, IssuedAccessToken> accessTokens = new HashMap<>();
    private final Map<String, IssuedRefreshToken> refreshTokens = new HashMap<>();
    private boolean installed;
    private String scopes = "";

    Installation(SimulatedApp app) {
        this.app = app;
    }

    SimulatedApp app() {
        return app;
    }

    boolean isInstalled() {
        return installed;
    }

    String scopes() {
        return scopes;
    }

    void install(String grantedScopes) {
        installed = true;
        scopes = grantedScopes;
    }

    void uninstall() {
        installed = false;
        accessTokens.clear();
        refreshTokens.clear();
    }

    IssuedAccessToken accessToken(String value) {
        return accessTokens.get(value);
    }

    boolean accepts(String accessToken, Instant now) {
        IssuedAccessToken token = accessTokens.get(accessToken);
        return token != null && token.isAlive(now) && !isRefusedAsNonExpiring(token, now);
    }

    boolean isRefusedAsNonExpiring(IssuedAccessToken token, Instant now) {
        return token.kind() == TokenKind.OFFLINE_NON_EXPIRING && app.refusesNonExpiring(now);
    }

    IssuedRefreshToken refreshToken(String value) {
        return refreshTokens.get(value);
    }

    /** The first pair of a new expiring grant. */
    IssuedRefreshToken acquireExpiring(AppSecret pin, Instant now) {
        retireRefreshTokens();
        revokeNonExpiring();
        return mintPair(pin, null, now);
    }

    IssuedAccessToken acquireNonExpiring(AppSecret pin) {
        retireRefreshTokens();
        return mint(TokenKind.OFFLINE_NON_EXPIRING, pin, Instant.MAX);
    }

    /** Whatever could be refreshed before cannot be any more; access tokens run to their own end. */
    void retireRefreshTokens() {
        refreshTokens.values().forEach(IssuedRefreshToken::retire);
        refreshTokens.clear();
    }

    /** Shopify does not say what becomes of a legacy token when an expiring pair is acquired: dead is the worst case. */
    private void revokeNonExpiring() {
        accessTokens.values().stream()
                .filter(token -> token.kind() == TokenKind.OFFLINE_NON_EXPIRING)
                .forEach(IssuedAccessToken::revoke);
    }

    IssuedAccessToken mint(TokenKind kind, AppSecret pin, Instant expiresAt) {
        IssuedAccessToken token = new IssuedAccessToken(kind, pin, expiresAt);
        accessTokens.put(token.value(), token);
        return token;
    }

    /** @param parent the refresh token this pair replaces, or null for the first pair of a grant */
    IssuedRefreshToken mintPair(AppSecret pin, IssuedRefreshToken parent, Instant now) {
        IssuedAccessToken access = mint(TokenKind.OFFLINE_EXPIRING, pin, now.plus(app.accessTokenLife()));
        IssuedRefreshToken refresh = new IssuedRefreshToken(access, parent, pin, now.plus(app.refreshTokenLife()));
        refreshTokens.put(refresh.value(), refresh);
        refresh.answeredWith(pairAnswer(refresh, now));
        return refresh;
    }

    JsonObject pairAnswer(IssuedRefreshToken refresh, Instant now) {
        return new JsonObject()
                .put("access_token", refresh.accessToken().value())
                .put("expires_in", seconds(now, refresh.accessToken().expiresAt()))
                .put("refresh_token", refresh.value())
                .put("refresh_token_expires_in", seconds(now, refresh.expiresAt()))
                .put("scope", scopes);
    }

    private static long seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds();
    }
}

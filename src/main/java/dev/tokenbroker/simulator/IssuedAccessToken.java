package dev.tokenbroker.simulator;

import java.time.Instant;

/** What the simulator knows of one access token. Guarded by the simulator's lock. */
final class IssuedAccessToken {
    private final String value;
    private final TokenKind kind;
    private final AppSecret pin;
    private Instant expiresAt;
    private boolean revoked;
    private IssuedRefreshToken sibling;
    private Migration migration;

    IssuedAccessToken(TokenKind kind, AppSecret pin, Instant expiresAt) {
        this.value = kind.mint();
        this.kind = kind;
        this.pin = pin;
        this.expiresAt = expiresAt;
    }

    String value() {
        return value;
    }

    TokenKind kind() {
        return kind;
    }

    boolean isAlive(Instant now) {
        return !revoked && !pin.isRevoked() && now.isBefore(expiresAt);
    }

    void revoke() {
        revoked = true;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    /** Never shortens a life. */
    void prolong(Instant until) {
        expiresAt = until.isAfter(expiresAt) ? until : expiresAt;
    }

    IssuedRefreshToken sibling() {
        return sibling;
    }

    void sibling(IssuedRefreshToken refreshToken) {
        sibling = refreshToken;
    }

    Migration migration() {
        return migration;
    }

    void migratedTo(IssuedRefreshToken refreshToken, AppSecret secret, Instant at) {
        revoked = true;
        migration = new Migration(refreshToken, secret, at);
    }

    /** The exchange of a legacy token: what it gave, under which secret, when. */
    record Migration(IssuedRefreshToken refreshToken, AppSecret secret, Instant at) {
        @Override
        public String toString() {
            return "Migration[at=" + at + "]";
        }
    }
}

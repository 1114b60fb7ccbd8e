package dev.tokenbroker.simulator;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the simulator knows of one refresh token and its place in the chain. Guarded by the simulator's lock. */
final class IssuedRefreshToken {
    private final String value = Mint.token("shprt_sim");
    private final IssuedAccessToken accessToken;
    private final IssuedRefreshToken parent;
    private final AppSecret pin;
    private final Instant expiresAt;
    private final List<IssuedRefreshToken> children = new ArrayList<>();
    private JsonObject answer;
    private Instant firstUsedAt;
    private boolean retired;

    IssuedRefreshToken(IssuedAccessToken accessToken, IssuedRefreshToken parent, AppSecret pin, Instant expiresAt) {
        this.accessToken = accessToken;
        this.parent = parent;
        this.pin = pin;
        this.expiresAt = expiresAt;
        accessToken.sibling(this);
        if (parent != null) {
            parent.children.add(this);
        }
    }

    String value() {
        return value;
    }

    IssuedAccessToken accessToken() {
        return accessToken;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    boolean isUsed() {
        return firstUsedAt != null;
    }

    boolean isRetired() {
        return retired;
    }

    boolean isAcceptable(GraceMode mode, Instant now) {
        boolean alive = !retired && !pin.isRevoked() && now.isBefore(expiresAt);
        return alive && (firstUsedAt == null || mode.accepts(sinceFirstUse(now)));
    }

    Duration sinceFirstUse(Instant now) {
        return Duration.between(firstUsedAt, now);
    }

    void use(Instant now) {
        firstUsedAt = firstUsedAt == null ? now : firstUsedAt;
        supersedesItsPredecessor();
    }

    /** The pair has reached the client: its parent is needed no more, nor is any other child of that parent. */
    void supersedesItsPredecessor() {
        if (parent != null) {
            parent.retire();
            parent.children.stream().filter(child -> child != this).forEach(IssuedRefreshToken::retire);
        }
    }

    void retire() {
        retired = true;
    }

    void retireChildren() {
        children.forEach(IssuedRefreshToken::retire);
    }

    IssuedRefreshToken lastChild() {
        return children.get(children.size() - 1);
    }

    /** The answer in which the client received, or should have received, this token. */
    JsonObject answer() {
        return answer;
    }

    void answeredWith(JsonObject body) {
        answer = body;
    }
}

package dev.tokenbroker.vaultsim;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A token that somebody was given. */
final class IssuedToken {
    private final String value;
    private final List<String> policies;
    private final Terms terms;
    private final Instant issuedAt;
    private Instant endsAt;
    private boolean revoked;

    /**
     * @param ttl zero for a token that never ends
     * @param maxTtl beyond which no renewal goes
     */
    record Terms(Duration ttl, Duration maxTtl, boolean renewable) {}

    IssuedToken(String value, List<String> policies, Terms terms, Instant now) {
        this.value = value;
        this.policies = policies;
        this.terms = terms;
        this.issuedAt = now;
        this.endsAt = end(now);
    }

    String value() {
        return value;
    }

    List<String> policies() {
        return policies;
    }

    boolean root() {
        return policies.contains("root");
    }

    boolean lives(Instant now) {
        return !revoked && (terms.ttl().isZero() || now.isBefore(endsAt));
    }

    void revoke() {
        revoked = true;
    }

    VaultAnswer renew(Instant now) {
        if (!terms.renewable()) {
            return VaultAnswer.error(400, "lease is not renewable");
        }
        endsAt = end(now);
        return VaultAnswer.auth(auth(now));
    }

    JsonObject auth(Instant now) {
        return new JsonObject()
                .put("client_token", value)
                .put("accessor", "sim-accessor")
                .put("policies", new JsonArray(policies))
                .put("token_policies", new JsonArray(policies))
                .put("metadata", new JsonObject())
                .put("lease_duration", left(now))
                .put("renewable", terms.renewable())
                .put("entity_id", "")
                .put("token_type", "service")
                .put("orphan", true);
    }

    JsonObject lookup(Instant now) {
        return new JsonObject()
                .put("accessor", "sim-accessor")
                .put("creation_time", issuedAt.getEpochSecond())
                .put("creation_ttl", terms.ttl().toSeconds())
                .put("display_name", "sim")
                .put("explicit_max_ttl", 0)
                .put("id", value)
                .putNull("meta")
                .put("num_uses", 0)
                .put("orphan", true)
                .put("path", "auth/token/create")
                .put("policies", new JsonArray(policies))
                .put("renewable", terms.renewable())
                .put("ttl", left(now))
                .put("type", "service");
    }

    private long left(Instant now) {
        return terms.ttl().isZero() ? 0 : Duration.between(now, endsAt).toSeconds();
    }

    private Instant end(Instant now) {
        Instant wanted = now.plus(terms.ttl());
        Instant most = issuedAt.plus(terms.maxTtl());
        return wanted.isBefore(most) ? wanted : most;
    }
}

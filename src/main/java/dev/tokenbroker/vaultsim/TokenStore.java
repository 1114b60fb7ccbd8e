package dev.tokenbroker.vaultsim;

import dev.tokenbroker.vaultsim.IssuedToken.Terms;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The tokens of one namespace, and {@code auth/token}. */
final class TokenStore {
    private static final Duration DEFAULT_TTL = Duration.ofHours(768);

    private final Clock clock;
    private final Map<String, IssuedToken> tokens = new HashMap<>();

    TokenStore(Clock clock) {
        this.clock = clock;
    }

    void root(String value) {
        tokens.put(
                value,
                new IssuedToken(
                        value, List.of("root"), new Terms(Duration.ZERO, Duration.ZERO, false), clock.instant()));
    }

    Optional<IssuedToken> living(String value) {
        return Optional.ofNullable(tokens.get(value)).filter(token -> token.lives(clock.instant()));
    }

    /** By the members {@code token_ttl}, {@code token_max_ttl} and {@code token_policies} of a role. */
    VaultAnswer login(JsonObject role) {
        Duration ttl = duration(role, "token_ttl", DEFAULT_TTL);
        return issue(policies(role, "token_policies"), new Terms(ttl, duration(role, "token_max_ttl", ttl), true));
    }

    VaultAnswer handle(VaultRequest request) {
        IssuedToken mine = living(request.token()).orElseThrow();
        return switch (request.path()) {
            case "create" -> create(request.body());
            case "lookup-self" -> VaultAnswer.data(mine.lookup(clock.instant()));
            case "renew-self" -> mine.renew(clock.instant());
            case "revoke-self" -> revoke(mine.value());
            case "revoke" -> revoke(request.body().getString("token", ""));
            default -> VaultAnswer.error(404);
        };
    }

    void revokeAll() {
        tokens.values().stream().filter(token -> !token.root()).forEach(IssuedToken::revoke);
    }

    private VaultAnswer create(JsonObject body) {
        Duration ttl = duration(body, "ttl", DEFAULT_TTL);
        return issue(
                policies(body, "policies"),
                new Terms(ttl, duration(body, "explicit_max_ttl", DEFAULT_TTL), body.getBoolean("renewable", true)));
    }

    private VaultAnswer issue(List<String> policies, Terms terms) {
        IssuedToken token = new IssuedToken("hvs.sim" + UUID.randomUUID(), policies, terms, clock.instant());
        tokens.put(token.value(), token);
        return VaultAnswer.auth(token.auth(clock.instant()));
    }

    private VaultAnswer revoke(String value) {
        Optional.ofNullable(tokens.get(value)).ifPresent(IssuedToken::revoke);
        return VaultAnswer.done();
    }

    private static List<String> policies(JsonObject role, String member) {
        List<String> policies = new ArrayList<>(List.of("default"));
        Object named = role.getValue(member);
        if (named instanceof String one) {
            policies.addAll(List.of(one.split(",")));
        } else if (named != null) {
            role.getJsonArray(member).forEach(policy -> policies.add(policy.toString()));
        }
        return policies;
    }

    /** {@code 90s}, {@code 30m}, {@code 1h}, or seconds. */
    private static Duration duration(JsonObject body, String member, Duration otherwise) {
        String text = String.valueOf(body.getValue(member, ""));
        if (text.isEmpty()) {
            return otherwise;
        }
        return text.matches("[0-9]+") ? Duration.ofSeconds(Long.parseLong(text)) : Duration.parse("PT" + text);
    }
}

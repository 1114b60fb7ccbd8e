package dev.tokenbroker.vaultsim;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One namespace: its mounts, policies and tokens, and who may do what there. */
final class Realm {
    private final Map<String, Backend> mounts = new HashMap<>();
    private final Map<String, Policy> policies = new HashMap<>(Map.of("default", Policy.DEFAULT));
    private final TokenStore tokens;

    Realm(Clock clock) {
        this.tokens = new TokenStore(clock);
        mounts.put("auth/token", tokens::handle);
    }

    TokenStore tokens() {
        return tokens;
    }

    Optional<KubernetesAuth> kubernetes(String mount) {
        return Optional.ofNullable((KubernetesAuth) mounts.get("auth/" + mount));
    }

    VaultAnswer handle(VaultRequest request) {
        Optional<String> mount = mount(request.path());
        boolean login = request.path().startsWith("auth/") && request.path().endsWith("/login");
        if (!login && !permitted(request)) {
            return VaultAnswer.denied();
        }
        if (request.path().startsWith("sys/")) {
            return system(request);
        }
        return mount.map(name -> mounts.get(name).handle(request.below(name)))
                .orElseGet(() -> VaultAnswer.noHandler(request.path()));
    }

    private boolean permitted(VaultRequest request) {
        return tokens.living(request.token())
                .map(token -> token.root()
                        || token.policies().stream()
                                .map(name -> policies.getOrDefault(name, new Policy(java.util.List.of())))
                                .flatMap(policy -> policy.rule(request.path()).stream())
                                .anyMatch(rule -> rule.capabilities().contains(request.capability())))
                .orElse(false);
    }

    private Optional<String> mount(String path) {
        return mounts.keySet().stream()
                .filter(mount -> path.startsWith(mount + "/"))
                .max(java.util.Comparator.comparing(String::length));
    }

    private VaultAnswer system(VaultRequest request) {
        String[] path = request.path().split("/");
        String name = path[path.length - 1];
        return switch (path[1]) {
            case "mounts" -> mount(request, request.path().substring("sys/mounts/".length()));
            case "auth" -> mount(request, request.path().substring("sys/".length()));
            case "policies", "policy" -> policy(request, name);
            default -> VaultAnswer.error(404);
        };
    }

    private VaultAnswer mount(VaultRequest request, String at) {
        if (request.method().equals("DELETE")) {
            mounts.remove(at);
            return VaultAnswer.done();
        }
        JsonObject body = request.body();
        switch (body.getString("type", "")) {
            case "transit" -> mounts.put(at, new TransitEngine());
            case "kv", "kv-v2" -> mounts.put(at, new KeyValueEngine());
            case "approle" -> mounts.put(at, new AppRoleAuth(tokens));
            case "kubernetes" -> mounts.put(at, new KubernetesAuth(tokens));
            default -> {
                return VaultAnswer.error(400, "plugin not found in the catalog");
            }
        }
        return VaultAnswer.done();
    }

    private VaultAnswer policy(VaultRequest request, String name) {
        if (request.method().equals("DELETE")) {
            policies.remove(name);
            return VaultAnswer.done();
        }
        try {
            policies.put(name, Policy.parse(request.body().getString("policy", "")));
            return VaultAnswer.done();
        } catch (IllegalArgumentException notUnderstood) {
            return VaultAnswer.error(400, notUnderstood.getMessage());
        }
    }
}

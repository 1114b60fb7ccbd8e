package dev.tokenbroker.vaultsim;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The AppRole auth method. */
final class AppRoleAuth implements Backend {
    private final TokenStore tokens;
    private final Map<String, Role> roles = new HashMap<>();

    private record Role(String id, JsonObject settings, Set<String> secretIds) {}

    AppRoleAuth(TokenStore tokens) {
        this.tokens = tokens;
    }

    @Override
    public VaultAnswer handle(VaultRequest request) {
        String[] path = request.path().split("/");
        if (path[0].equals("login")) {
            return login(request.body());
        }
        if (!path[0].equals("role") || path.length < 2) {
            return VaultAnswer.error(404);
        }
        if (path.length == 2) {
            return role(request, path[1]);
        }
        Role role = roles.get(path[1]);
        if (role == null) {
            return VaultAnswer.error(404);
        }
        return path[2].equals("role-id")
                ? VaultAnswer.data(new JsonObject().put("role_id", role.id()))
                : VaultAnswer.data(new JsonObject().put("secret_id", newSecretId(role)));
    }

    private VaultAnswer role(VaultRequest request, String name) {
        if (request.method().equals("DELETE")) {
            roles.remove(name);
        } else {
            Role before = roles.get(name);
            roles.put(
                    name,
                    new Role(
                            before == null ? "sim-role-" + UUID.randomUUID() : before.id(),
                            request.body(),
                            before == null ? new HashSet<>() : before.secretIds()));
        }
        return VaultAnswer.done();
    }

    private static String newSecretId(Role role) {
        String secretId = "sim-secret-id-" + UUID.randomUUID();
        role.secretIds().add(secretId);
        return secretId;
    }

    private VaultAnswer login(JsonObject body) {
        return roles.values().stream()
                .filter(role -> role.id().equals(body.getString("role_id")))
                .findFirst()
                .map(role -> role.secretIds().contains(body.getString("secret_id"))
                        ? tokens.login(role.settings())
                        : VaultAnswer.error(400, "invalid role or secret ID"))
                .orElseGet(() -> VaultAnswer.error(400, "invalid role or secret ID"));
    }
}

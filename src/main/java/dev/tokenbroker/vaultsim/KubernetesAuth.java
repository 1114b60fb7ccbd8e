package dev.tokenbroker.vaultsim;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** The Kubernetes auth method; which service account tokens the cluster would vouch for is said beforehand. */
final class KubernetesAuth implements Backend {
    private final TokenStore tokens;
    private final Map<String, JsonObject> roles = new HashMap<>();
    private final Map<String, ServiceAccount> reviewed = new HashMap<>();

    private record ServiceAccount(String namespace, String name, String audience) {}

    KubernetesAuth(TokenStore tokens) {
        this.tokens = tokens;
    }

    void vouchFor(String jwt, String namespace, String name, String audience) {
        reviewed.put(jwt, new ServiceAccount(namespace, name, audience));
    }

    @Override
    public VaultAnswer handle(VaultRequest request) {
        if (request.path().equals("login")) {
            return login(request.body());
        }
        if (request.path().startsWith("role/")) {
            roles.put(request.path().substring("role/".length()), request.body());
        }
        return VaultAnswer.done();
    }

    private VaultAnswer login(JsonObject body) {
        JsonObject role = roles.get(body.getString("role", ""));
        if (role == null) {
            return VaultAnswer.error(400, "invalid role name \"" + body.getString("role", "") + "\"");
        }
        ServiceAccount account = reviewed.get(body.getString("jwt", ""));
        if (account == null) {
            return VaultAnswer.denied();
        }
        boolean bound = role.getString("bound_service_account_names", "").equals(account.name())
                && role.getString("bound_service_account_namespaces", "").equals(account.namespace());
        boolean meant = role.getString("audience", account.audience()).equals(account.audience());
        return bound && meant ? tokens.login(role) : VaultAnswer.error(403, "service account not authorized");
    }
}

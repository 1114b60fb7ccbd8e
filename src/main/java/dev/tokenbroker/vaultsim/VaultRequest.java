package dev.tokenbroker.vaultsim;

import io.vertx.core.json.JsonObject;

/**
 * @param path below {@code /v1/}
 * @param token empty where none was sent
 */
record VaultRequest(String method, String path, JsonObject body, String token) {
    boolean reads() {
        return method.equals("GET");
    }

    boolean writes() {
        return method.equals("POST") || method.equals("PUT");
    }

    /** What a policy has to grant for it; Vault asks for {@code create} only where something may come to be. */
    String capability() {
        return switch (method) {
            case "GET" -> "read";
            case "DELETE" -> "delete";
            default -> "update";
        };
    }

    VaultRequest below(String mount) {
        return new VaultRequest(method, path.substring(mount.length() + 1), body, token);
    }
}

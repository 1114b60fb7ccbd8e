package dev.tokenbroker.vaultsim;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The key-value secrets engine, version 2: the newest version of each secret is read. */
final class KeyValueEngine implements Backend {
    private final Map<String, List<JsonObject>> secrets = new HashMap<>();

    @Override
    public VaultAnswer handle(VaultRequest request) {
        if (!request.path().startsWith("data/")) {
            return VaultAnswer.error(404);
        }
        String path = request.path().substring("data/".length());
        List<JsonObject> versions = secrets.computeIfAbsent(path, fresh -> new ArrayList<>());
        if (request.writes()) {
            JsonObject data = request.body().getJsonObject("data");
            if (data == null) {
                return VaultAnswer.error(400, "no data provided");
            }
            versions.add(data);
            return VaultAnswer.data(metadata(versions.size()));
        }
        return versions.isEmpty()
                ? VaultAnswer.error(404)
                : VaultAnswer.data(new JsonObject()
                        .put("data", versions.get(versions.size() - 1))
                        .put("metadata", metadata(versions.size())));
    }

    private static JsonObject metadata(int version) {
        return new JsonObject()
                .put("created_time", "2026-01-01T00:00:00Z")
                .putNull("custom_metadata")
                .put("deletion_time", "")
                .put("destroyed", false)
                .put("version", version);
    }
}

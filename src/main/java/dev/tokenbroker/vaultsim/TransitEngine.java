package dev.tokenbroker.vaultsim;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Transit secrets engine: what is used of it, and what an operator does to keys. */
final class TransitEngine implements Backend {
    private final Map<String, TransitKey> keys = new HashMap<>();

    @Override
    public VaultAnswer handle(VaultRequest request) {
        String[] path = request.path().split("/");
        if (path[0].equals("keys") && path.length >= 2) {
            return keys(request, path);
        }
        TransitKey key = keys.get(path[path.length - 1]);
        if (!request.writes()) {
            return VaultAnswer.error(405, "unsupported operation");
        }
        if (key == null) {
            return VaultAnswer.error(400, "encryption key not found");
        }
        return switch (path[0]) {
            case "datakey" -> dataKey(key, path[1], request.body());
            case "encrypt" -> each(request.body(), "plaintext", false, (item, context) -> encrypt(key, item, context));
            case "decrypt" ->
                each(
                        request.body(),
                        "ciphertext",
                        false,
                        (item, context) -> new JsonObject()
                                .put("plaintext", base64(key.decrypt(context, item.getString("ciphertext", "")))));
            case "rewrap" ->
                each(
                        request.body(),
                        "ciphertext",
                        true,
                        (item, context) -> wrapped(
                                key, key.encrypt(context, key.decrypt(context, item.getString("ciphertext", "")))));
            default -> VaultAnswer.noHandler(request.path());
        };
    }

    private VaultAnswer keys(VaultRequest request, String[] path) {
        TransitKey key = keys.get(path[1]);
        if (path.length == 2 && request.writes()) {
            keys.computeIfAbsent(path[1], name -> new TransitKey(request.body().getBoolean("derived", false)));
            return VaultAnswer.done();
        }
        if (key == null) {
            return VaultAnswer.error(404);
        }
        if (path.length == 2) {
            if (request.method().equals("DELETE")) {
                keys.remove(path[1]);
                return VaultAnswer.done();
            }
            return VaultAnswer.data(key.describe());
        }
        return switch (path[2]) {
            case "rotate" -> {
                key.rotate();
                yield VaultAnswer.done();
            }
            case "config" -> key.configure(request.body());
            case "trim" -> key.trim(request.body().getInteger("min_available_version", 0));
            default -> VaultAnswer.error(404);
        };
    }

    private static VaultAnswer dataKey(TransitKey key, String form, JsonObject body) {
        byte[] material = new byte[32];
        new SecureRandom().nextBytes(material);
        try {
            JsonObject made = wrapped(key, key.encrypt(context(body), material));
            return VaultAnswer.data(form.equals("plaintext") ? made.put("plaintext", base64(material)) : made);
        } catch (TransitRefusal refusal) {
            return VaultAnswer.error(400, refusal.getMessage());
        }
    }

    private static JsonObject encrypt(TransitKey key, JsonObject item, byte[] context) throws TransitRefusal {
        return wrapped(key, key.encrypt(context, Base64.getDecoder().decode(item.getString("plaintext", ""))));
    }

    /** What is done with one item. */
    private interface Work {
        JsonObject of(JsonObject item, byte[] context) throws TransitRefusal;
    }

    /** One, or each of a batch, which has to name a context everywhere or nowhere. */
    private static VaultAnswer each(JsonObject body, String member, boolean rewrap, Work work) {
        JsonArray batch = body.getJsonArray("batch_input");
        if (batch == null) {
            return one(body, rewrap, work);
        }
        List<JsonObject> items = batch.stream().map(JsonObject.class::cast).toList();
        if (items.isEmpty()) {
            return VaultAnswer.error(400, "missing batch input to process");
        }
        if (items.stream().map(item -> item.containsKey("context")).distinct().count() > 1) {
            return VaultAnswer.error(400, "context should be set either in all the request blocks or in none");
        }
        JsonArray results = new JsonArray();
        boolean failed = false;
        for (JsonObject item : items) {
            try {
                if (item.getString(member, "").isEmpty()) {
                    throw TransitRefusal.ofItem("missing " + member);
                }
                results.add(work.of(item, context(item)).put("reference", item.getString("reference", "")));
            } catch (TransitRefusal refusal) {
                if (rewrap && refusal.spoilsRewrap()) {
                    return internal(refusal);
                }
                failed = true;
                results.add(new JsonObject().put("error", refusal.getMessage()).put("reference", ""));
            }
        }
        return VaultAnswer.data(failed && !rewrap ? 400 : 200, new JsonObject().put("batch_results", results));
    }

    private static VaultAnswer one(JsonObject item, boolean rewrap, Work work) {
        try {
            return VaultAnswer.data(work.of(item, context(item)));
        } catch (TransitRefusal refusal) {
            return rewrap && refusal.spoilsRewrap() ? internal(refusal) : VaultAnswer.error(400, refusal.getMessage());
        }
    }

    private static VaultAnswer internal(TransitRefusal refusal) {
        return VaultAnswer.error(500, "1 error occurred:\n\t* " + refusal.getMessage() + "\n\n");
    }

    private static JsonObject wrapped(TransitKey key, String ciphertext) {
        return new JsonObject().put("ciphertext", ciphertext).put("key_version", key.latest());
    }

    private static byte[] context(JsonObject item) throws TransitRefusal {
        try {
            return Base64.getDecoder().decode(item.getString("context", ""));
        } catch (IllegalArgumentException notBase64) {
            throw TransitRefusal.ofItem("failed to base64-decode context");
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

package dev.tokenbroker.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The parameters of a token call, from a form or a JSON object; empty where the body is neither. */
final class TokenRequest {
    static final TokenRequest UNREADABLE = new TokenRequest(Map.of());

    private final Map<String, String> parameters;

    private TokenRequest(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    static TokenRequest parse(String contentType, Buffer body) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        try {
            return switch (type) {
                case "application/x-www-form-urlencoded" -> new TokenRequest(form(body.toString()));
                case "application/json" -> new TokenRequest(json(new JsonObject(body)));
                default -> UNREADABLE;
            };
        } catch (DecodeException | IllegalArgumentException | ClassCastException e) {
            return UNREADABLE;
        }
    }

    /** The value, or an empty text where the parameter is absent. */
    String get(String name) {
        return parameters.getOrDefault(name, "");
    }

    boolean has(String name) {
        return !get(name).isEmpty();
    }

    Set<String> names() {
        return parameters.keySet();
    }

    boolean isUnreadable() {
        return this == UNREADABLE;
    }

    /** {@code expiring} is 1 or 0, as a number or a text; absent means a non-expiring token. */
    boolean isExpiring() {
        return get("expiring").equals("1");
    }

    private static Map<String, String> form(String body) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            String[] sides = pair.split("=", 2);
            String value = sides.length == 2 ? sides[1] : "";
            if (parameters.put(decoded(sides[0]), decoded(value)) != null) {
                throw new IllegalArgumentException("a parameter is given twice");
            }
        }
        return parameters;
    }

    private static Map<String, String> json(JsonObject body) {
        Map<String, String> parameters = new LinkedHashMap<>();
        body.forEach(field -> {
            if (!(field.getValue() instanceof String || field.getValue() instanceof Integer)) {
                throw new IllegalArgumentException("a parameter is neither a text nor a number");
            }
            parameters.put(field.getKey(), field.getValue().toString());
        });
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}

package dev.tokenbroker.simulator;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** An ID token (formerly "session token") before it is signed: HS256 under the client secret, one minute of life. */
public final class IdToken {
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final JsonObject header = new JsonObject().put("alg", "HS256").put("typ", "JWT");
    private final JsonObject claims;
    private String secret;

    private IdToken(JsonObject claims, String secret) {
        this.claims = claims;
        this.secret = secret;
    }

    static IdToken of(String shop, SimulatedApp app, Instant now) {
        JsonObject claims = new JsonObject()
                .put("iss", "https://" + shop + "/admin")
                .put("dest", "https://" + shop)
                .put("aud", app.clientId())
                .put("sub", "902541635")
                .put("exp", now.plus(LIFE).getEpochSecond())
                .put("nbf", now.getEpochSecond())
                .put("iat", now.getEpochSecond())
                .put("jti", Mint.token("simjti"))
                .put("sid", Mint.token("simsid"));
        return new IdToken(claims, app.newestSecret().value());
    }

    public IdToken claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    public IdToken header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    /** Another key than the app's newest secret. */
    public IdToken signedWith(String otherSecret) {
        secret = otherSecret;
        return this;
    }

    /** The compact token. */
    public String sign() {
        String content = encoded(header) + "." + encoded(claims);
        return content + "." + ENCODER.encodeToString(HmacSha256.sign(secret, content));
    }

    static boolean isGenuine(String token, SimulatedApp app, String shop, Instant now) {
        String[] parts = token.split("\\.", -1);
        try {
            return parts.length == 3
                    && "HS256".equals(decoded(parts[0]).getString("alg"))
                    && isSigned(parts, app)
                    && areValid(decoded(parts[1]), app, shop, now.getEpochSecond());
        } catch (RuntimeException e) {
            // Whatever is not a JWT at all fails in one of many ways, and all of them mean the same.
            return false;
        }
    }

    private static boolean isSigned(String[] parts, SimulatedApp app) {
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        return app.activeSecrets().stream()
                .map(secret -> HmacSha256.sign(secret.value(), parts[0] + "." + parts[1]))
                .anyMatch(expected -> MessageDigest.isEqual(expected, signature));
    }

    private static boolean areValid(JsonObject claims, SimulatedApp app, String shop, long now) {
        return app.clientId().equals(claims.getString("aud"))
                && ("https://" + shop).equals(claims.getString("dest"))
                && ("https://" + shop + "/admin").equals(claims.getString("iss"))
                && claims.getLong("nbf") <= now
                && claims.getLong("exp") > now;
    }

    private static JsonObject decoded(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static String encoded(JsonObject part) {
        return ENCODER.encodeToString(part.encode().getBytes(StandardCharsets.UTF_8));
    }
}

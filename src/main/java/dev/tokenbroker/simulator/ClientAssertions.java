package dev.tokenbroker.simulator;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The public keys an app has registered and the assertions it has used up: each is good once, for five minutes. */
final class ClientAssertions {
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

    private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();
    private final Set<String> usedIds = new HashSet<>();

    void register(String keyId, PublicKey key) {
        keys.put(keyId, key);
    }

    synchronized boolean accept(String assertion, SimulatedApp app, String audience, Instant now) {
        String[] parts = assertion.split("\\.", -1);
        try {
            JsonObject header = decoded(parts[0]);
            PublicKey key = keys.get(header.getString("kid"));
            JsonObject claims = decoded(parts[1]);
            return parts.length == 3
                    && "RS256".equals(header.getString("alg"))
                    && isSigned(parts, key)
                    && areValid(claims, app.clientId(), audience, now)
                    && usedIds.add(claims.getString("jti"));
        } catch (RuntimeException | GeneralSecurityException e) {
            // Whatever is not such an assertion at all fails in one of many ways, and all of them mean the same.
            return false;
        }
    }

    private static boolean isSigned(String[] parts, PublicKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static boolean areValid(JsonObject claims, String clientId, String audience, Instant now) {
        Instant expiresAt = Instant.ofEpochSecond(claims.getLong("exp"));
        return clientId.equals(claims.getString("iss"))
                && clientId.equals(claims.getString("sub"))
                && audience.equals(claims.getString("aud"))
                && claims.getString("jti") != null
                && now.isBefore(expiresAt)
                && !expiresAt.isAfter(now.plus(LONGEST_LIFE));
    }

    private static JsonObject decoded(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }
}

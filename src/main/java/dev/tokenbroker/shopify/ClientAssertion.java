package dev.tokenbroker.shopify;

import dev.tokenbroker.app.AssertionKey;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.shop.ShopDomain;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * A client assertion as RFC 7523 §2.2 has it. Shopify has announced such assertions without showing the request: every claim
 * here is unverified.
 */
final class ClientAssertion {
    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Duration LIFE = Duration.ofMinutes(4);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private ClientAssertion() {}

    static String of(ShopifyApp app, AssertionKey key, ShopDomain shop, Instant now) {
        String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + key.keyId() + "\"}";
        String claims = "{\"iss\":\"" + app.clientId() + "\",\"sub\":\"" + app.clientId() + "\",\"aud\":\"https://"
                + shop
                + "/admin/oauth/access_token\",\"jti\":\"" + UUID.randomUUID() + "\",\"iat\":" + now.getEpochSecond()
                + ",\"exp\":" + now.plus(LIFE).getEpochSecond() + "}";
        String content = encoded(header) + "." + encoded(claims);
        return content + "." + signature(content, key);
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String signature(String content, AssertionKey key) {
        try {
            Signature signing = Signature.getInstance("SHA256withRSA");
            signing.initSign(key.key());
            signing.update(content.getBytes(StandardCharsets.US_ASCII));
            return BASE64.encodeToString(signing.sign());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the assertion key of an app does not sign", broken);
        }
    }
}

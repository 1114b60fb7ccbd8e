package dev.tokenbroker.shopify;

import dev.tokenbroker.app.Apps;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.app.SignatureVerifier;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.token.IdTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Verifies ID tokens as Shopify's page on them says: HS256 and nothing else, under either client secret; one audience; issuer
 * and destination of the same shop; not before its time nor after it, give or take ten seconds.
 */
@ApplicationScoped
class ShopifyIdTokens implements IdTokens {
    private static final long LEEWAY = Duration.ofSeconds(10).toSeconds();
    private static final int LONGEST = 8192;

    private final Apps apps;
    private final Clock clock;

    ShopifyIdTokens(Apps apps, Clock clock) {
        this.apps = apps;
        this.clock = clock;
    }

    @Override
    public Optional<Verified> verify(SecretString idToken) {
        String compact = idToken.reveal();
        String[] parts = compact.split("\\.", -1);
        if (parts.length != 3 || compact.length() > LONGEST) {
            return Optional.empty();
        }
        return json(parts[0])
                .filter(header -> header.text("alg").filter("HS256"::equals).isPresent()
                        && !header.members().containsKey("crit"))
                .flatMap(header -> json(parts[1]))
                .filter(this::timely)
                .flatMap(claims -> audience(claims)
                        .filter(app -> signed(app, parts))
                        .flatMap(app -> shop(claims).map(shop -> new Verified(app, shop))));
    }

    private static boolean signed(ShopifyApp app, String[] parts) {
        byte[] content = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        return decoded(parts[2])
                .map(signature -> SignatureVerifier.signed(app, content, signature))
                .orElse(false);
    }

    private Optional<ShopifyApp> audience(AnswerJson claims) {
        return claims.text("aud")
                .flatMap(audience -> apps.all().stream()
                        .filter(app -> app.clientId().equals(audience))
                        .findFirst());
    }

    private boolean timely(AnswerJson claims) {
        long now = clock.instant().getEpochSecond();
        Optional<Long> expires = seconds(claims, "exp");
        Optional<Long> notBefore = seconds(claims, "nbf");
        return expires.isPresent()
                && notBefore.isPresent()
                && now < expires.get() + LEEWAY
                && now >= notBefore.get() - LEEWAY;
    }

    /** Far from where a sum could turn negative. */
    private static Optional<Long> seconds(AnswerJson claims, String claim) {
        return claims.number(claim)
                .map(Number::doubleValue)
                .filter(value -> Math.abs(value) < 1e12)
                .map(Double::longValue);
    }

    private static Optional<ShopDomain> shop(AnswerJson claims) {
        Optional<ShopDomain> destination = claims.text("dest").flatMap(dest -> host(dest, ""));
        return destination.equals(claims.text("iss").flatMap(issuer -> host(issuer, "/admin")))
                ? destination
                : Optional.empty();
    }

    /** The shop of {@code https://<shop><path>}, to the letter. */
    private static Optional<ShopDomain> host(String address, String path) {
        return Optional.of(address)
                .filter(text -> text.startsWith("https://") && text.endsWith(path))
                .map(text -> text.substring("https://".length(), text.length() - path.length()))
                .flatMap(ShopDomain::parse);
    }

    private static Optional<AnswerJson> json(String part) {
        return decoded(part).flatMap(bytes -> AnswerJson.read(new String(bytes, StandardCharsets.UTF_8)));
    }

    private static Optional<byte[]> decoded(String part) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}

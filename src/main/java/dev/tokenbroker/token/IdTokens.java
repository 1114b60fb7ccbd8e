package dev.tokenbroker.token;

import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.ShopDomain;
import java.util.Optional;

/** App Bridge's ID tokens: a merchant's user of one shop, in one app, for a minute. */
public interface IdTokens {
    /** Nothing where anything about it is not as it has to be. */
    Optional<Verified> verify(SecretString idToken);

    /**
     * @param app whose client id is the audience
     * @param shop by its {@code dest}, the only thing that says so
     */
    record Verified(ShopifyApp app, ShopDomain shop) {}
}

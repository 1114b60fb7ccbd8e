package dev.tokenbroker.startup;

import dev.tokenbroker.app.AppSettings;
import dev.tokenbroker.caller.CallerSettings;
import dev.tokenbroker.notification.NotificationSettings;
import dev.tokenbroker.postgres.DatabaseSettings;
import dev.tokenbroker.shopify.ShopifySettings;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.vault.VaultSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Every {@code broker.*} key. One root, because only then a misspelt key is noticed whatever its group; each group's
 * keys stand beside what they describe. The methods' texts are what docs/configuration.md says of their keys.
 */
@ConfigMapping(prefix = "broker")
public interface BrokerSettings {
    Map<String, AppSettings> apps();

    ShopifySettings shopify();

    DatabaseSettings database();

    KeySettings keys();

    VaultSettings vault();

    RefreshSettings refresh();

    NotificationSettings notifications();

    Map<String, CallerSettings> callers();

    /**
     * A properties file with more {@code broker.callers.*} keys. It is read again when it changes, takes effect within a second,
     * and is refused whole, the callers of before staying in force, when it has a mistake.
     */
    Optional<Path> callersFile();

    /**
     * How long one replica may hold an installation's renewal: at least twice {@code broker.shopify.timeout} plus 10 s, at most
     * {@code PT5M}.
     */
    @WithDefault("PT30S")
    Duration lease();

    RequestSettings request();

    /** {@code broker.request.*} */
    interface RequestSettings {
        /**
         * How long a reader without a living token waits for a renewal under way; one with a living token waits a second at most.
         */
        @WithName("wait")
        @WithDefault("PT8S")
        Duration patience();
    }
}

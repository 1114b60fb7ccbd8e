package dev.tokenbroker.startup;

import dev.tokenbroker.postgres.DatabaseSettings;
import dev.tokenbroker.postgres.DatasourceSettings;
import dev.tokenbroker.shopify.ShopifySettings;
import dev.tokenbroker.token.RefreshSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which values cannot stand, alone or together. Pure; each complaint names its key and says what to do. */
final class SettingsRules {
    private static final Pattern API_VERSION = Pattern.compile("20[0-9]{2}-[01][0-9]");
    private static final Duration LATEST_KEEP_ALIVE = Duration.ofDays(25);
    private static final Duration SHOPIFY_TOKEN = Duration.ofMinutes(60);

    private final List<String> complaints = new ArrayList<>();

    private SettingsRules() {}

    static List<String> complaints(BrokerSettings settings) {
        SettingsRules rules = new SettingsRules();
        rules.database(settings.database());
        rules.shopify(settings.shopify());
        rules.refresh(settings.refresh());
        rules.lease(settings);
        rules.demand(!settings.notifications().settle().isNegative(), "broker.notifications.settle: is negative");
        rules.complaints.addAll(VaultRules.complaints(settings.keys(), settings.vault()));
        return rules.complaints;
    }

    private void database(DatabaseSettings database) {
        demand(
                DatasourceSettings.wellFormed(database.url()),
                "broker.database.url: is postgresql://host:port/database, without user or query");
        demand(
                database.password().isEmpty() || database.passwordFile().isEmpty(),
                "broker.database.password: both it and broker.database.password-file are set; keep one");
        demand(
                database.passwordFile().map(file -> file.toFile().canRead()).orElse(true),
                "broker.database.password-file: cannot be read");
        demand(
                database.caFile().isEmpty() || database.tls(),
                "broker.database.ca-file: is set, but broker.database.tls is false");
    }

    private void shopify(ShopifySettings shopify) {
        String url = shopify.url();
        demand(
                url.startsWith("https://") || url.startsWith("http://"),
                "broker.shopify.url: is an http or https address");
        demand(
                !url.startsWith("http://") || shopify.insecure(),
                "broker.shopify.url: is not https; client secrets would travel in the clear (broker.shopify.insecure=true"
                        + " allows it for a simulator)");
        demand(
                url.contains("{shop}") || shopify.insecure(),
                "broker.shopify.url: has no {shop}; every shop's requests would go to one host");
        demand(
                API_VERSION.matcher(shopify.apiVersion()).matches(),
                "broker.shopify.api-version: is a year and a month");
        positive(shopify.timeout(), "broker.shopify.timeout");
    }

    private void refresh(RefreshSettings refresh) {
        demand(refresh.at() > 0 && refresh.at() < 1, "broker.refresh.at: is a share between 0 and 1");
        demand(
                refresh.jitter() >= 0 && refresh.at() * (1 + refresh.jitter()) < 1,
                "broker.refresh.jitter: would move the renewal beyond the token's end");
        demand(!refresh.floor().isNegative(), "broker.refresh.floor: is negative");
        double renewalPoint = SHOPIFY_TOKEN.toMillis() * (1 - refresh.at() * (1 + refresh.jitter()));
        demand(
                refresh.floor().toMillis() < renewalPoint,
                "broker.refresh.floor: lies beyond the renewal point that broker.refresh.at sets; tokens would expire before"
                        + " they are renewed");
        demand(refresh.perSecond() > 0, "broker.refresh.per-second: is at least 1");
        demand(!refresh.settle().isNegative(), "broker.refresh.settle: is negative");
        demand(
                refresh.settle().toMillis() < SHOPIFY_TOKEN.toMillis() * refresh.at() * (1 - refresh.jitter()),
                "broker.refresh.settle: lies beyond the renewal point that broker.refresh.at sets; no pair could be renewed in"
                        + " time");
        positive(refresh.sweepEvery(), "broker.refresh.sweep-every");
        positive(refresh.keepWarm(), "broker.refresh.keep-warm");
        positive(refresh.keepAliveAfter(), "broker.refresh.keep-alive-after");
        demand(
                refresh.keepAliveAfter().compareTo(LATEST_KEEP_ALIVE) <= 0,
                "broker.refresh.keep-alive-after: is more than 25 days; Shopify forgives a lost answer for 30, and the spread is"
                        + " 5");
    }

    private void lease(BrokerSettings settings) {
        Duration least = settings.shopify().timeout().multipliedBy(2).plusSeconds(10);
        demand(
                settings.lease().compareTo(least) >= 0,
                "broker.lease: is shorter than twice broker.shopify.timeout plus 10 s (" + least + ")");
        demand(
                settings.lease().compareTo(Duration.ofMinutes(5)) <= 0,
                "broker.lease: is longer than 5 minutes; such a lease would bind nobody");
        positive(settings.request().patience(), "broker.request.wait");
    }

    private void positive(Duration value, String key) {
        demand(!value.isNegative() && !value.isZero(), key + ": is not positive");
    }

    private void demand(boolean fine, String complaint) {
        if (!fine) {
            complaints.add(complaint);
        }
    }
}

package dev.tokenbroker.startup;

import dev.tokenbroker.app.AppReader;
import dev.tokenbroker.app.Apps;
import dev.tokenbroker.app.SecretStore;
import dev.tokenbroker.broker.Renewals;
import dev.tokenbroker.broker.SendBudget;
import dev.tokenbroker.broker.TokenBroker;
import dev.tokenbroker.notification.NotificationSettings;
import dev.tokenbroker.notification.TargetReader;
import dev.tokenbroker.notification.Targets;
import dev.tokenbroker.oauth.AuthorizeEndpoint;
import dev.tokenbroker.postgres.DatabaseSettings;
import dev.tokenbroker.shopify.ShopifySettings;
import dev.tokenbroker.token.FreshnessPolicy;
import dev.tokenbroker.token.PairIds;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.token.TokenCipher;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Gives each package its own part of the settings, and the values that are made of them. */
class SettingsProducer {
    private final BrokerSettings settings;

    SettingsProducer(BrokerSettings settings) {
        this.settings = settings;
    }

    @Produces
    @Singleton
    Apps apps(SecretStore secrets) {
        return AppReader.read(settings.apps(), secrets);
    }

    @Produces
    @Singleton
    RefreshSettings refresh() {
        return settings.refresh();
    }

    @Produces
    @Singleton
    ShopifySettings shopify() {
        return settings.shopify();
    }

    @Produces
    @Singleton
    AuthorizeEndpoint authorizeEndpoint() {
        return new AuthorizeEndpoint(settings.shopify().url());
    }

    @Produces
    @Singleton
    NotificationSettings notifications() {
        return settings.notifications();
    }

    @Produces
    @Singleton
    Targets targets() {
        return TargetReader.read(settings.notifications().targets());
    }

    @Produces
    @Singleton
    DatabaseSettings database() {
        return settings.database();
    }

    @Produces
    @Singleton
    FreshnessPolicy freshness() {
        RefreshSettings refresh = settings.refresh();
        return new FreshnessPolicy(refresh.floor(), refresh.at(), refresh.jitter(), refresh.keepAliveAfter());
    }

    @Produces
    @Singleton
    SendBudget sendBudget(Ticker ticker) {
        return new SendBudget(ticker, settings.lease(), settings.shopify().timeout());
    }

    @Produces
    @Singleton
    Renewals.Terms terms() {
        String owner = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
        return new Renewals.Terms(owner, settings.lease(), settings.refresh().settle());
    }

    @Produces
    @Singleton
    TokenBroker.Patience patience() {
        return new TokenBroker.Patience(settings.request().patience());
    }

    @Produces
    @Singleton
    TokenCipher cipher(SecureRandom random) {
        return new TokenCipher(random);
    }

    @Produces
    @Singleton
    PairIds pairIds() {
        return UUID::randomUUID;
    }

    @Produces
    @Singleton
    Ticker ticker() {
        return System::nanoTime;
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    SecureRandom secureRandom() {
        return new SecureRandom();
    }
}

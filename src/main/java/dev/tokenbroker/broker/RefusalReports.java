package dev.tokenbroker.broker;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.StoreUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * "Shopify answered 401 to version n": renews the version, once for all who report it; whoever reports an older one gets the
 * current token, and nothing is asked of Shopify.
 */
@Singleton
public final class RefusalReports {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration GUARD = Duration.ofMinutes(1);

    private final Holdings holdings;
    private final TokenBroker broker;
    private final ServingRule rule;
    private final Duration settle;
    private final Ticker ticker;

    RefusalReports(Holdings holdings, TokenBroker broker, ServingRule rule, RefreshSettings settings, Ticker ticker) {
        this.holdings = holdings;
        this.broker = broker;
        this.rule = rule;
        this.settle = settings.settle();
        this.ticker = ticker;
    }

    /** @param version the one that Shopify refused; more than the current one means the current one */
    public Uni<TokenOutcome> report(InstallationKey key, long version, Actor caller) {
        return holdings.load(key)
                .flatMap(seen -> seen.present()
                        .map(holding -> answer(holding, version, caller))
                        .orElseGet(() -> Uni.createFrom().item(TokenBroker.absent(seen))))
                .onFailure(StoreUnavailableException.class)
                .recoverWithItem(() -> new TokenOutcome.Unavailable(TokenOutcome.Cause.STORE, SOON))
                .onFailure(KeysUnavailableException.class)
                .recoverWithItem(() -> new TokenOutcome.Unavailable(TokenOutcome.Cause.KEYS, SOON));
    }

    private Uni<TokenOutcome> answer(Holding holding, long version, Actor caller) {
        Installation row = holding.installation();
        if (row.version() > version) {
            return Uni.createFrom().item(rule.decide(holding, Duration.ZERO).outcome());
        }
        if (row.state() != InstallationState.ACTIVE || row.token().isEmpty()) {
            return Uni.createFrom().item(rule.withoutToken(holding));
        }
        if (!row.grant().renewable()) {
            return Uni.createFrom().item(new TokenOutcome.NotEligible());
        }
        return broker.renew(holding, Duration.ZERO, Trigger.report(caller))
                .map(outcome -> outcome.map(now -> better(now, row))
                        .orElseGet(() -> new TokenOutcome.Unavailable(TokenOutcome.Cause.SHOPIFY, SOON)));
    }

    /** The version that was reported is no answer: the guard held, or Shopify did not give another. */
    private TokenOutcome better(TokenOutcome outcome, Installation reported) {
        if (!(outcome instanceof TokenOutcome.Issued issued) || issued.version() > reported.version()) {
            return outcome;
        }
        return holdings.inMemory(issued.key())
                .filter(now -> now.installation().failing().isPresent()
                        || now.installation().state() != InstallationState.ACTIVE)
                .map(rule::withoutToken)
                .orElseGet(() -> new TokenOutcome.TooManyRequests(guard(issued)));
    }

    private Duration guard(TokenOutcome.Issued issued) {
        return holdings.inMemory(issued.key())
                .map(holding -> holding.renewableFrom().remaining(ticker))
                .filter(left -> left.compareTo(SOON) > 0)
                .orElse(settle.compareTo(GUARD) > 0 ? settle : GUARD);
    }
}

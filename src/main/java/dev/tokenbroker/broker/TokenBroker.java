package dev.tokenbroker.broker;

import dev.tokenbroker.broker.ServingRule.Decision;
import dev.tokenbroker.broker.TokenOutcome.Cause;
import dev.tokenbroker.broker.TokenOutcome.Unavailable;
import dev.tokenbroker.broker.TokenOutcome.UnknownShop;
import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.StoreUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * A valid access token for a shop: from memory, else from the row, since another replica may have renewed, else by a renewal
 * that all readers of this process join. While a token lives, nobody waits for anything but a longer life that he asked for.
 */
@Singleton
public final class TokenBroker {
    private static final Duration SOON = Duration.ofSeconds(1);

    /** Four times as long as from one look at the database to the next. */
    private static final Duration JUST_NOW = Duration.ofSeconds(2);

    private final Holdings holdings;
    private final Renewals renewals;
    private final ServingRule rule;
    private final Usage usage;
    private final FreshLook freshLook;
    private final RevocationWatch database;
    private final Duration patience;

    /** @param reader how long a reader waits for a renewal */
    public record Patience(Duration reader) {}

    TokenBroker(
            Holdings holdings,
            Renewals renewals,
            ServingRule rule,
            Usage usage,
            FreshLook freshLook,
            RevocationWatch database,
            Patience patience) {
        this.holdings = holdings;
        this.renewals = renewals;
        this.rule = rule;
        this.usage = usage;
        this.freshLook = freshLook;
        this.database = database;
        this.patience = patience.reader();
    }

    /** @param minTtl the least remaining life that the caller wants */
    public Uni<TokenOutcome> accessToken(InstallationKey key, Duration minTtl, String caller) {
        Optional<Holding> held = holdings.inMemory(key);
        if (held.isPresent()) {
            Decision decision = rule.decide(held.get(), minTtl);
            if (decision.outcome() instanceof TokenOutcome.Issued && (!decision.renew() || storeIsAway())) {
                usage.note(held.get().installation(), caller);
                if (rule.dueForRenewal(held.get())) {
                    freshLook.at(key);
                }
                return Uni.createFrom().item(decision.outcome());
            }
        }
        return fromRow(key, minTtl, held)
                .invoke(outcome -> holdings.inMemory(key)
                        .filter(holding -> outcome instanceof TokenOutcome.Issued)
                        .ifPresent(holding -> usage.note(holding.installation(), caller)));
    }

    /** Then no renewal could begin, and nobody with a living token waits to be told so. */
    private boolean storeIsAway() {
        return !database.answeredWithin(JUST_NOW);
    }

    private Uni<TokenOutcome> fromRow(InstallationKey key, Duration minTtl, Optional<Holding> held) {
        return holdings.load(key)
                .flatMap(loaded -> loaded.map(holding -> renewIfNeeded(holding, minTtl))
                        .orElseGet(() -> Uni.createFrom().item(new UnknownShop())))
                .onFailure(StoreUnavailableException.class)
                .recoverWithItem(() -> lastResort(held, minTtl, Cause.STORE))
                .onFailure(KeysUnavailableException.class)
                .recoverWithItem(() -> lastResort(held, minTtl, Cause.KEYS));
    }

    private Uni<TokenOutcome> renewIfNeeded(Holding holding, Duration minTtl) {
        Decision decision = rule.decide(holding, minTtl);
        return decision.renew()
                ? renew(holding, minTtl, Trigger.READER)
                        .map(outcome -> outcome.orElseGet(() -> rule.afterRenewal(holding, minTtl, Optional.empty())))
                : Uni.createFrom().item(decision.outcome());
    }

    /** Waits no longer than a reader may, and then has nothing to say; the renewal goes on without him. */
    Uni<Optional<TokenOutcome>> renew(Holding holding, Duration minTtl, Trigger trigger) {
        return renewals.join(holding.installation(), trigger)
                .flatMap(attempted -> outcome(attempted, minTtl))
                .onFailure(StoreUnavailableException.class)
                .recoverWithItem(() -> lastResort(Optional.of(holding), minTtl, Cause.STORE))
                .map(Optional::of)
                .ifNoItem()
                .after(patience)
                .recoverWithItem(Optional.empty());
    }

    private Uni<TokenOutcome> outcome(Attempted attempted, Duration minTtl) {
        Optional<FailureCause> held = attempted.held();
        return attempted
                .row()
                .map(row -> holdings.take(row).map(now -> rule.afterRenewal(now, minTtl, held)))
                .orElseGet(() -> Uni.createFrom().item(new UnknownShop()));
    }

    /** A token that lives is served whatever is away; else it is said what is. */
    private TokenOutcome lastResort(Optional<Holding> held, Duration minTtl, Cause away) {
        return held.map(holding -> rule.decide(holding, minTtl).outcome())
                .filter(outcome -> !(outcome instanceof Unavailable))
                .orElseGet(() -> new Unavailable(away, SOON));
    }
}

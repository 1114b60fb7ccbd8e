package dev.tokenbroker.broker;

import dev.tokenbroker.broker.ServingRule.Decision;
import dev.tokenbroker.broker.TokenOutcome.Cause;
import dev.tokenbroker.broker.TokenOutcome.Issued;
import dev.tokenbroker.broker.TokenOutcome.Unavailable;
import dev.tokenbroker.broker.TokenOutcome.UnknownShop;
import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.Sighting;
import dev.tokenbroker.installation.StoreUnavailableException;
import dev.tokenbroker.token.Deadline;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.Ticker;
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
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

    /** How long a living token is kept back for one that lives longer. */
    private static final Duration BRIEFLY = Duration.ofSeconds(1);

    /** Four times as long as from one look at the database to the next. */
    private static final Duration JUST_NOW = Duration.ofSeconds(2);

    private final Holdings holdings;
    private final Renewals renewals;
    private final ServingRule rule;
    private final Usage usage;
    private final FreshLook freshLook;
    private final RevocationWatch database;
    private final Ticker ticker;
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
            Ticker ticker,
            Patience patience) {
        this.holdings = holdings;
        this.renewals = renewals;
        this.rule = rule;
        this.usage = usage;
        this.freshLook = freshLook;
        this.database = database;
        this.ticker = ticker;
        this.patience = patience.reader();
    }

    /** @param minTtl the least remaining life that the caller wants */
    public Uni<TokenOutcome> accessToken(InstallationKey key, Duration minTtl, Reader reader) {
        return warm(key, minTtl)
                .map(warm -> Uni.createFrom().<TokenOutcome>item(serve(warm, reader.caller())))
                .orElseGet(() -> counted(cold(key, minTtl, reader), key, reader));
    }

    /** What there is to serve without asking or waiting for anybody. Costs nothing, and counts nothing. */
    public Optional<WarmToken> warm(InstallationKey key, Duration minTtl) {
        return holdings.inMemory(key).flatMap(holding -> {
            Decision decision = rule.decide(holding, minTtl);
            return decision.outcome() instanceof Issued issued && (!decision.renew() || nothingToWaitFor(holding))
                    ? Optional.of(new WarmToken(holding, issued))
                    : Optional.empty();
        });
    }

    /** The use of it is noted: it keeps the installation warm and feeds the audit record. */
    public Issued serve(WarmToken warm, String caller) {
        Holding holding = warm.holding();
        usage.note(holding.installation(), caller);
        if (rule.dueForRenewal(holding)) {
            freshLook.at(holding.installation().key());
        }
        return warm.issued();
    }

    private Uni<TokenOutcome> cold(InstallationKey key, Duration minTtl, Reader reader) {
        Optional<Holding> held = holdings.inMemory(key);
        Uni<TokenOutcome> row = fromRow(key, minTtl, held, reader);
        return held.filter(holding -> rule.decide(holding, minTtl).outcome() instanceof Issued)
                .map(living -> briefly(row, living, minTtl))
                .orElse(row);
    }

    private Uni<TokenOutcome> briefly(Uni<TokenOutcome> better, Holding living, Duration minTtl) {
        return better.ifNoItem()
                .after(BRIEFLY)
                .recoverWithItem(() -> rule.decide(living, minTtl).outcome());
    }

    private Uni<TokenOutcome> counted(Uni<TokenOutcome> answer, InstallationKey key, Reader reader) {
        return answer.invoke(outcome -> holdings.inMemory(key)
                .filter(holding -> outcome instanceof Issued)
                .ifPresent(holding -> usage.note(holding.installation(), reader.caller())));
    }

    /**
     * No renewal could begin while the database is away or an operator has stopped them, one that takes its time is not waited for again and again, and
     * nobody waits until the token is dead.
     */
    private boolean nothingToWaitFor(Holding holding) {
        return !rule.outlives(holding, BRIEFLY)
                || !database.answeredWithin(JUST_NOW)
                || renewals.paused(holding.installation())
                || renewals.underwayFor(holding.installation().id()).compareTo(BRIEFLY) > 0;
    }

    private Uni<TokenOutcome> fromRow(InstallationKey key, Duration minTtl, Optional<Holding> held, Reader reader) {
        // whatever it is that he waits for
        Deadline until = Deadline.after(patience, ticker);
        return holdings.load(key)
                .flatMap(seen -> seen.present()
                        .map(holding -> renewIfNeeded(holding, minTtl, reader, until))
                        .orElseGet(() -> Uni.createFrom().item(absent(seen))))
                .onFailure(StoreUnavailableException.class)
                .recoverWithItem(() -> lastResort(held, minTtl, Cause.STORE))
                .onFailure(KeysUnavailableException.class)
                .recoverWithItem(() -> lastResort(held, minTtl, Cause.KEYS));
    }

    /** Nothing is left of it: never was, was erased, or the app was uninstalled. */
    static TokenOutcome absent(Sighting<Holding> seen) {
        return seen.departed().<TokenOutcome>map(TokenOutcome.Uninstalled::new).orElseGet(UnknownShop::new);
    }

    private Uni<TokenOutcome> renewIfNeeded(Holding holding, Duration minTtl, Reader reader, Deadline until) {
        Decision decision = rule.decide(holding, minTtl);
        return decision.renew()
                ? renew(holding, minTtl, Trigger.reader(reader), until.remaining(ticker))
                        .map(outcome -> outcome.orElseGet(() -> rule.afterRenewal(holding, minTtl, Optional.empty())))
                : Uni.createFrom().item(decision.outcome());
    }

    Uni<Optional<TokenOutcome>> renew(Holding holding, Duration minTtl, Trigger trigger) {
        return renew(holding, minTtl, trigger, patience);
    }

    /** Waits no longer than a reader may, and then has nothing to say; the renewal goes on without him. */
    private Uni<Optional<TokenOutcome>> renew(Holding holding, Duration minTtl, Trigger trigger, Duration wait) {
        return renewals.join(holding.installation(), trigger)
                .flatMap(attempted -> outcome(attempted, minTtl, trigger))
                .onFailure(StoreUnavailableException.class)
                .recoverWithItem(() -> lastResort(Optional.of(holding), minTtl, Cause.STORE))
                .map(Optional::of)
                .ifNoItem()
                .after(wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait)
                .recoverWithItem(Optional.empty());
    }

    /** Who reports a token refused is not helped by it: he is told why there was no renewal. */
    private Uni<TokenOutcome> outcome(Attempted attempted, Duration minTtl, Trigger trigger) {
        Optional<FailureCause> held = attempted.held();
        if (trigger.forced() && held.isPresent()) {
            return Uni.createFrom().item(ServingRule.unavailable(held.get(), SOON));
        }
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

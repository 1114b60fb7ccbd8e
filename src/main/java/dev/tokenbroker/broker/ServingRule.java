package dev.tokenbroker.broker;

import dev.tokenbroker.broker.TokenOutcome.Cause;
import dev.tokenbroker.broker.TokenOutcome.Issued;
import dev.tokenbroker.broker.TokenOutcome.Unavailable;
import dev.tokenbroker.broker.TokenOutcome.UnknownShop;
import dev.tokenbroker.broker.TokenOutcome.Validity;
import dev.tokenbroker.broker.TokenOutcome.Warning;
import dev.tokenbroker.installation.Failing;
import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.HeldToken;
import dev.tokenbroker.installation.HeldToken.Expiry;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.token.Deadline;
import dev.tokenbroker.token.FreshnessPolicy;
import dev.tokenbroker.token.Ticker;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a reader gets of what this process knows, or whether a renewal has to come first. Pure; the one place for it. */
@Singleton
final class ServingRule {
    /** For answers whose end nobody knows. */
    private static final Duration SOON = Duration.ofSeconds(1);

    /** Nobody knows when an operator lets renewals go on; it is seldom within seconds. */
    private static final Duration PAUSED = Duration.ofSeconds(30);

    private final FreshnessPolicy freshness;
    private final Ticker ticker;

    ServingRule(FreshnessPolicy freshness, Ticker ticker) {
        this.freshness = freshness;
        this.ticker = ticker;
    }

    /** @param renew whether something better than {@code outcome} may be had by a renewal */
    record Decision(TokenOutcome outcome, boolean renew) {
        static Decision last(TokenOutcome outcome) {
            return new Decision(outcome, false);
        }
    }

    Decision decide(Holding holding, Duration minTtl) {
        if (holding.installation().state() == InstallationState.UNINSTALLED) {
            return Decision.last(
                    new TokenOutcome.Uninstalled(holding.installation().stateSince()));
        }
        if (ofAnotherShop(holding.installation())) {
            return Decision.last(new TokenOutcome.ShopMismatch());
        }
        if (holding.quarantined()) {
            return Decision.last(new Unavailable(Cause.KEYS, SOON));
        }
        if (!lives(holding)) {
            return withoutLivingToken(holding);
        }
        if (satisfies(holding, minTtl)) {
            return Decision.last(issue(holding, false));
        }
        return new Decision(issue(holding, true), promising(holding) && freshOneWouldSatisfy(holding, minTtl));
    }

    /** What remains to be said when a renewal was tried, or could not be. */
    TokenOutcome afterRenewal(Holding holding, Duration minTtl, Optional<FailureCause> held) {
        TokenOutcome outcome = decide(holding, minTtl).outcome();
        return outcome instanceof Unavailable unavailable
                ? held.map(why -> unavailable(why, unavailable.retryAfter())).orElse(unavailable)
                : outcome;
    }

    /** What there is to say where the token in hand is known to be of no use. */
    TokenOutcome withoutToken(Holding holding) {
        return withoutLivingToken(holding).outcome();
    }

    /** Whether it can still be served after so long a wait. */
    boolean outlives(Holding holding, Duration wait) {
        return holding.expires()
                .map(end -> freshness.lives(end.remaining(ticker).minus(wait)))
                .orElse(true);
    }

    boolean dueForRenewal(Holding holding) {
        return holding.renewAt().passed(ticker);
    }

    /** A legacy token whose exchange was sent may be dead: nobody is served it again. */
    private boolean lives(Holding holding) {
        return holding.token().isPresent()
                && holding.installation().migrationSecret().isEmpty()
                && holding.expires()
                        .map(end -> freshness.lives(end.remaining(ticker)))
                        .orElse(true);
    }

    private boolean satisfies(Holding holding, Duration minTtl) {
        return holding.expires()
                .map(end -> freshness.satisfies(end.remaining(ticker), minTtl))
                .orElse(true);
    }

    private Decision withoutLivingToken(Holding holding) {
        Installation row = holding.installation();
        if (row.state() == InstallationState.UNINSTALLED) {
            return Decision.last(new TokenOutcome.Uninstalled(row.stateSince()));
        }
        if (row.token().isEmpty() && row.grant() != GrantKind.CLIENT_CREDENTIALS) {
            return Decision.last(new UnknownShop());
        }
        return switch (row.state()) {
            case REAUTHORIZATION_REQUIRED -> Decision.last(reauthorization(row));
            case SUSPENDED ->
                Decision.last(new TokenOutcome.Suspended(row.stateSince(), wait(holding.renewableFrom())));
            default ->
                new Decision(
                        new Unavailable(
                                row.failing()
                                        .map(Failing::cause)
                                        .map(ServingRule::cause)
                                        .orElse(Cause.SHOPIFY),
                                wait(holding.renewableFrom())),
                        renewable(holding) || leased(holding));
        };
    }

    /** The domain is another shop's now, and what is held is the former's. */
    private static boolean ofAnotherShop(Installation row) {
        return row.state() == InstallationState.REAUTHORIZATION_REQUIRED
                && row.stateReason().filter("shop-mismatch"::equals).isPresent();
    }

    private static TokenOutcome reauthorization(Installation row) {
        return new TokenOutcome.ReauthorizationRequired(row.stateReason().orElse("unknown"), row.stateSince());
    }

    private boolean renewable(Holding holding) {
        Installation row = holding.installation();
        return row.state() == InstallationState.ACTIVE
                && row.renewable()
                && holding.renewableFrom().passed(ticker);
    }

    /** While a token lives nobody waits for what failed just now: the sweep goes on with it. */
    private boolean promising(Holding holding) {
        return renewable(holding) && holding.installation().failing().isEmpty();
    }

    /** Somebody is renewing it: worth waiting for, whatever the row said before. */
    private boolean leased(Holding holding) {
        return !holding.leasedUntil().passed(ticker) && holding.renewableFrom().passed(ticker);
    }

    /** Else ten-minute tokens and a large {@code min_ttl} would rotate at each read. */
    private boolean freshOneWouldSatisfy(Holding holding, Duration minTtl) {
        return holding.installation()
                .token()
                .flatMap(HeldToken::expiry)
                .map(Expiry::granted)
                .map(granted -> freshness.satisfies(granted, minTtl))
                .orElse(false);
    }

    private Issued issue(Holding holding, boolean shortLived) {
        Installation row = holding.installation();
        return new Issued(
                row.key(),
                holding.token().orElseThrow(),
                row.token().flatMap(HeldToken::expiry).map(expiry -> validity(holding, expiry)),
                row.scopes(),
                row.version(),
                warnings(row, shortLived));
    }

    private Validity validity(Holding holding, Expiry expiry) {
        Duration remaining = holding.expires().orElseThrow().remaining(ticker);
        return new Validity(remaining, expiry.at(), expiry.renewAt());
    }

    private static List<Warning> warnings(Installation row, boolean shortLived) {
        if (!shortLived && row.failing().isEmpty() && row.state() == InstallationState.ACTIVE) {
            return List.of();
        }
        List<Warning> warnings = new ArrayList<>();
        if (shortLived) {
            warnings.add(new Warning(Warning.Code.SHORT_LIVED, Optional.empty()));
        }
        row.failing()
                .ifPresent(failing ->
                        warnings.add(new Warning(Warning.Code.REFRESH_FAILING, Optional.of(failing.since()))));
        if (row.state() == InstallationState.REAUTHORIZATION_REQUIRED) {
            warnings.add(new Warning(Warning.Code.REAUTHORIZATION_REQUIRED, Optional.of(row.stateSince())));
        }
        return warnings;
    }

    private Duration wait(Deadline until) {
        Duration remaining = until.remaining(ticker);
        return remaining.compareTo(SOON) < 0 ? SOON : remaining;
    }

    /** What there is to say where nothing was asked of Shopify. */
    static Unavailable unavailable(FailureCause held, Duration otherwise) {
        return new Unavailable(cause(held), held == FailureCause.RENEWALS_PAUSED ? PAUSED : otherwise);
    }

    static Cause cause(FailureCause failure) {
        return switch (failure) {
            case APP_CREDENTIALS_REJECTED -> Cause.APP_CREDENTIALS;
            case KEYS_UNAVAILABLE -> Cause.KEYS;
            case RENEWALS_PAUSED -> Cause.PAUSE;
            default -> Cause.SHOPIFY;
        };
    }
}

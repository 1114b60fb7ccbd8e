package dev.tokenbroker.broker;

import dev.tokenbroker.installation.AppBreakers.Standing;
import dev.tokenbroker.installation.Candidate;
import dev.tokenbroker.installation.Failing;
import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.Settlement;
import dev.tokenbroker.installation.Settlement.Suspicion;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.token.TokenAnswer;
import dev.tokenbroker.token.TokenAnswer.AppRefused;
import dev.tokenbroker.token.TokenAnswer.Doubt;
import dev.tokenbroker.token.TokenAnswer.ShopNotFound;
import dev.tokenbroker.token.TokenAnswer.ShopSuspended;
import dev.tokenbroker.token.TokenAnswer.Unclear;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** How an attempt ends that brought no pair: what is held against the installation, and until when it is left alone. */
@Singleton
final class Endings {
    private static final Duration SECOND_OPINION = Duration.ofSeconds(45);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LEFT_TO_OTHERS = Duration.ofMinutes(1);

    private final Backoff backoff;
    private final Duration settle;

    Endings(Backoff backoff, RefreshSettings settings) {
        this.backoff = backoff;
        this.settle = settings.settle();
    }

    /** The ledger has tokens, but all are too young to be shown. */
    Settlement nothingToShow(Trigger trigger) {
        return Settlement.nothingSent(settle, Optional.empty(), trigger.actor());
    }

    /** The lease would have ended before the answer came. */
    Settlement outOfTime(Trigger trigger, Optional<Candidate> candidate) {
        return Settlement.nothingSent(Duration.ZERO, candidate.map(Candidate::pairId), trigger.actor());
    }

    Settlement sealsBroken(Installation row, Trigger trigger) {
        return Settlement.failed(LEFT_TO_OTHERS, FailureCause.KEYS_UNAVAILABLE, trigger.actor());
    }

    /** Shopify called every refresh token dead, and may mean the app: nothing is held against the installation. */
    Settlement appDoubted(Trigger trigger) {
        return Settlement.failed(SECOND_OPINION, FailureCause.REFRESH_TOKEN_REFUSED, trigger.actor());
    }

    /** Shopify called every refresh token dead. It is believed if it says so again and cannot mean the app. */
    Settlement allRefused(Trigger trigger, Standing standing) {
        return appDoubted(trigger).suspecting(Suspicion.deadRefreshToken(standing != Standing.UNKNOWN));
    }

    /** Shopify does not exchange a legacy token that still works: it is served on, and asked about again in an hour. */
    Settlement notMigratable(Trigger trigger) {
        return failed(HOUR, FailureCause.MIGRATION_REFUSED, trigger).withoutMigration();
    }

    /** Whether the legacy token still works could not be found out. */
    Settlement migrationRefused(Trigger trigger) {
        return failed(SECOND_OPINION, FailureCause.MIGRATION_REFUSED, trigger);
    }

    /** Neither the legacy token nor anything in the ledger works any more. Believed if it is found so twice. */
    Settlement migrationDead(Trigger trigger) {
        return migrationRefused(trigger).suspecting(Suspicion.migrationRefused());
    }

    Settlement of(TokenAnswer answer, Installation row, Trigger trigger, Optional<Candidate> candidate) {
        Duration failingFor = row.failing().map(Failing::lasting).orElse(Duration.ZERO);
        if (answer instanceof AppRefused) {
            return failed(backoff.afterAppRefusal(failingFor), FailureCause.APP_CREDENTIALS_REJECTED, trigger);
        }
        if (answer instanceof ShopSuspended) {
            return failed(backoff.afterSuspension(), FailureCause.SHOP_SUSPENDED, trigger)
                    .suspending();
        }
        if (answer instanceof ShopNotFound) {
            return failed(backoff.afterNotFound(), FailureCause.SHOP_NOT_FOUND, trigger)
                    .suspecting(Suspicion.shopNotFound());
        }
        if (answer instanceof Unclear unclear) {
            return unclear(unclear, failingFor, trigger, candidate);
        }
        throw new IllegalStateException("not an ending: " + answer.getClass().getSimpleName());
    }

    private Settlement unclear(Unclear unclear, Duration failingFor, Trigger trigger, Optional<Candidate> candidate) {
        Duration wait = unclear.retryAfter().map(backoff::asAsked).orElseGet(() -> backoff.afterDoubt(failingFor));
        Settlement settlement = failed(wait, cause(unclear.doubt()), trigger);
        if (unclear.doubt() == Doubt.TIMED_OUT) {
            return settlement.keepingLease();
        }
        return unclear.doubt().certainlyWithoutEffect() && candidate.isPresent()
                ? settlement.without(candidate.get().pairId())
                : settlement;
    }

    private static Settlement failed(Duration wait, FailureCause cause, Trigger trigger) {
        return Settlement.failed(wait, cause, trigger.actor());
    }

    private static FailureCause cause(Doubt doubt) {
        return switch (doubt) {
            case NOT_SENT, CONNECTION_LOST -> FailureCause.SHOPIFY_UNREACHABLE;
            case TIMED_OUT -> FailureCause.SHOPIFY_TIMEOUT;
            case THROTTLED -> FailureCause.SHOPIFY_THROTTLED;
            case SERVER_ERROR -> FailureCause.SHOPIFY_ERROR;
            case NOT_UNDERSTOOD -> FailureCause.ANSWER_NOT_UNDERSTOOD;
        };
    }
}

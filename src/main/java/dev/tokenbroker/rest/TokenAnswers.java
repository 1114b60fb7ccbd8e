package dev.tokenbroker.rest;

import dev.tokenbroker.broker.TokenOutcome;
import dev.tokenbroker.broker.TokenOutcome.Cause;
import dev.tokenbroker.broker.TokenOutcome.Issued;
import dev.tokenbroker.broker.TokenOutcome.ReauthorizationRequired;
import dev.tokenbroker.broker.TokenOutcome.Suspended;
import dev.tokenbroker.broker.TokenOutcome.TooManyRequests;
import dev.tokenbroker.broker.TokenOutcome.Unavailable;
import dev.tokenbroker.broker.TokenOutcome.Uninstalled;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.http.TokenAnswer;
import dev.tokenbroker.installation.InstallationKey;
import jakarta.inject.Singleton;

/** Which outcome is which answer: the one place for it. */
@Singleton
class TokenAnswers {
    private final ReauthorizeUrls reauthorizeUrls;

    TokenAnswers(ReauthorizeUrls reauthorizeUrls) {
        this.reauthorizeUrls = reauthorizeUrls;
    }

    /** @param known versions that the caller has already, as {@code If-None-Match} lists them */
    TokenAnswer of(InstallationKey key, TokenOutcome outcome, EntityTags known) {
        return outcome instanceof Issued issued
                ? issued(issued, known)
                : new TokenAnswer.Refused(problem(key, outcome));
    }

    private static TokenAnswer issued(Issued issued, EntityTags known) {
        String tag = '"' + Long.toString(issued.version()) + '"';
        boolean shortLived =
                issued.warnings().stream().anyMatch(warning -> warning.code() == TokenOutcome.Warning.Code.SHORT_LIVED);
        return known.contain(tag) && !shortLived
                ? new TokenAnswer.NotModified(tag)
                : new TokenAnswer.Token(AccessTokenBody.of(issued), tag);
    }

    Problem problem(InstallationKey key, TokenOutcome outcome) {
        if (outcome instanceof ReauthorizationRequired dead) {
            return Problem.of(
                            ProblemCode.REAUTHORIZATION_REQUIRED,
                            "Only the merchant can help: he has to open the app, or install it again.")
                    .with("reason", dead.reason())
                    .with("since", dead.since())
                    .with("reauthorize_url", reauthorizeUrls.of(key));
        }
        if (outcome instanceof Uninstalled gone) {
            return Problem.of(ProblemCode.UNINSTALLED).with("since", gone.since());
        }
        if (outcome instanceof Suspended suspended) {
            return Problem.of(ProblemCode.SHOP_SUSPENDED)
                    .with("since", suspended.since())
                    .retryAfter(suspended.retryAfter());
        }
        if (outcome instanceof TooManyRequests guarded) {
            return Problem.of(
                            ProblemCode.TOO_MANY_REQUESTS,
                            "This installation was renewed, or reported for renewal, a moment ago.")
                    .retryAfterEverywhere(guarded.retryAfter());
        }
        if (outcome instanceof Unavailable unavailable) {
            return unavailable(unavailable);
        }
        return Problem.of(
                outcome instanceof TokenOutcome.ShopMismatch
                        ? ProblemCode.SHOP_MISMATCH
                        : outcome instanceof TokenOutcome.NotEligible
                                ? ProblemCode.NOT_ELIGIBLE
                                : ProblemCode.UNKNOWN_SHOP);
    }

    static Problem unavailable(Unavailable unavailable) {
        Problem problem = unavailable.cause() == Cause.PAUSE
                ? Problem.of(code(Cause.PAUSE), "No token lives, and an operator has paused renewals.")
                : Problem.of(code(unavailable.cause()));
        return problem.retryAfterEverywhere(unavailable.retryAfter());
    }

    static ProblemCode code(Cause cause) {
        return switch (cause) {
            case SHOPIFY, PAUSE -> ProblemCode.SHOPIFY_UNAVAILABLE;
            case APP_CREDENTIALS -> ProblemCode.APP_CREDENTIALS_REJECTED;
            case STORE -> ProblemCode.STORE_UNAVAILABLE;
            case KEYS -> ProblemCode.KEYS_UNAVAILABLE;
        };
    }
}

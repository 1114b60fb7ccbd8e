package dev.tokenbroker.rest;

import dev.tokenbroker.broker.EnrolmentOutcome;
import dev.tokenbroker.broker.TokenOutcome;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemCode;
import java.util.Optional;

/** Which outcome of an enrolment is which problem. */
final class EnrolmentAnswers {
    private EnrolmentAnswers() {}

    static Optional<Problem> problem(EnrolmentOutcome outcome) {
        if (outcome instanceof EnrolmentOutcome.Unavailable unavailable) {
            return Optional.of(TokenAnswers.unavailable(
                    new TokenOutcome.Unavailable(unavailable.cause(), unavailable.retryAfter())));
        }
        return outcome instanceof EnrolmentOutcome.ShopMismatch
                ? Optional.of(Problem.of(
                        ProblemCode.SHOP_MISMATCH, "The shop id is not the one of this domain; nothing was changed."))
                : Optional.empty();
    }
}

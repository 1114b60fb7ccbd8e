package dev.tokenbroker.rest;

import dev.tokenbroker.broker.KeyWatch;
import dev.tokenbroker.broker.TokenOutcome;
import dev.tokenbroker.caller.Admission;
import dev.tokenbroker.caller.Caller;
import dev.tokenbroker.caller.CallerBudgets;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.http.TokenAnswer;
import dev.tokenbroker.installation.InstallationKey;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** What stands before and after every question for a token, warm or not: the caller's budget, the kill switch, the count. */
@Singleton
final class TokenReads {
    private final CallerBudgets budgets;
    private final KeyWatch keys;
    private final TokenAnswers answers;
    private final TokenRequestMetrics metrics;

    TokenReads(CallerBudgets budgets, KeyWatch keys, TokenAnswers answers, TokenRequestMetrics metrics) {
        this.budgets = budgets;
        this.keys = keys;
        this.answers = answers;
        this.metrics = metrics;
    }

    /** Takes one request out of the caller's budget, or says that nothing is left of it. */
    Optional<Problem> refusal(Caller caller, InstallationKey key) {
        if (budgets.admit(caller, key.shop()) instanceof Admission.Exhausted exhausted) {
            metrics.count(key.app(), TokenRequestMetrics.Outcome.TOO_MANY_REQUESTS);
            return Optional.of(Problem.of(ProblemCode.TOO_MANY_REQUESTS, "The caller's budget is used up.")
                    .retryAfterEverywhere(Duration.ofSeconds(exhausted.retryAfterSeconds())));
        }
        return Optional.empty();
    }

    TokenAnswer answer(InstallationKey key, TokenOutcome outcome, EntityTags known) {
        TokenOutcome told = keys.over(outcome);
        TokenAnswer answer = answers.of(key, told, known);
        metrics.answered(key.app(), told, answer);
        return answer;
    }
}

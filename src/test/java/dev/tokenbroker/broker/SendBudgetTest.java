package dev.tokenbroker.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.token.MovableTicker;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** renewal.md rule 13: elapsed + timeout + 5 s must be less than the lease. */
class SendBudgetTest {
    @ParameterizedTest
    @CsvSource({"PT0S, true", "PT14.999999999S, true", "PT15S, false", "PT30S, false", "PT2H, false"})
    void aCallIsSentOnlyIfItsAnswerFitsIntoTheLease(Duration elapsed, boolean allowed) {
        MovableTicker ticker = new MovableTicker();
        SendBudget budget = new SendBudget(ticker, Duration.ofSeconds(30), Duration.ofSeconds(10));
        long asked = ticker.nanos();

        ticker.advance(elapsed);

        assertThat(budget.allows(asked)).isEqualTo(allowed);
    }
}

package dev.tokenbroker.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.shop.ShopDomain;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerBudgetsTest {
    private final HandClock clock = new HandClock();
    private final CallerBudgets budgets = new CallerBudgets(clock);

    @Test
    void aCallerWithoutBudgetsIsNeverRefused() {
        Caller caller = caller(new Budgets(OptionalInt.empty(), OptionalInt.empty()));

        for (int i = 0; i < 10_000; i++) {
            assertThat(budgets.admit(caller, shop(i))).isEqualTo(Admission.GRANTED);
        }
    }

    @Test
    void oneSecondsWorthOfRequestsMayComeAtOnceAndNotOneMore() {
        Caller caller = caller(new Budgets(OptionalInt.of(3), OptionalInt.empty()));
        for (int i = 0; i < 3; i++) {
            assertThat(budgets.admit(caller, shop(1))).isEqualTo(Admission.GRANTED);
        }

        assertThat(budgets.admit(caller, shop(1)))
                .isEqualTo(new Admission.Exhausted(Admission.Budget.REQUESTS_PER_SECOND, 1));

        clock.pass(Duration.ofMillis(334));
        assertThat(budgets.admit(caller, shop(1))).isEqualTo(Admission.GRANTED);
        assertThat(budgets.admit(caller)).isInstanceOf(Admission.Exhausted.class);
    }

    @Test
    void aNewShopBeyondTheBudgetIsRefusedUntilAnOldOneIsAnHourAgo() {
        Caller caller = caller(new Budgets(OptionalInt.empty(), OptionalInt.of(2)));
        budgets.admit(caller, shop(1));
        clock.pass(Duration.ofMinutes(10));
        budgets.admit(caller, shop(2));

        assertThat(budgets.admit(caller, shop(3)))
                .isEqualTo(new Admission.Exhausted(Admission.Budget.DISTINCT_SHOPS_PER_HOUR, 50 * 60));
        assertThat(budgets.admit(caller, shop(2))).isEqualTo(Admission.GRANTED);

        clock.pass(Duration.ofMinutes(50));
        assertThat(budgets.admit(caller, shop(3))).isEqualTo(Admission.GRANTED);
    }

    @Test
    void enumeratingShopsCostsNoMemoryBeyondTheBudget() {
        Caller caller = caller(new Budgets(OptionalInt.empty(), OptionalInt.of(100)));

        long granted = java.util.stream.IntStream.range(0, 100_000)
                .filter(i -> budgets.admit(caller, shop(i)) == Admission.GRANTED)
                .count();

        assertThat(granted).isEqualTo(100);
    }

    @Test
    void aLoweredBudgetActsAtOnceAndSaysHonestlyWhenThereIsRoomAgain() {
        Caller generous = caller(new Budgets(OptionalInt.empty(), OptionalInt.of(3)));
        for (int i = 0; i < 3; i++) {
            budgets.admit(generous, shop(i));
            clock.pass(Duration.ofMinutes(1));
        }

        Caller strict = caller(new Budgets(OptionalInt.empty(), OptionalInt.of(1)));

        assertThat(budgets.admit(strict, shop(9)))
                .isEqualTo(new Admission.Exhausted(Admission.Budget.DISTINCT_SHOPS_PER_HOUR, 59 * 60));
    }

    @Test
    void aClockThatGoesBackGrantsNothingExtra() {
        Caller caller = caller(new Budgets(OptionalInt.of(1), OptionalInt.empty()));
        budgets.admit(caller);

        clock.pass(Duration.ofMinutes(-5));

        assertThat(budgets.admit(caller)).isInstanceOf(Admission.Exhausted.class);
    }

    private static ShopDomain shop(int number) {
        return ShopDomain.parse("shop" + number + ".myshopify.com").orElseThrow();
    }

    private static Caller caller(Budgets limits) {
        return new Caller("orders", "orders", Set.of(), List.of(), Set.of(), limits);
    }

    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-11-22T14:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

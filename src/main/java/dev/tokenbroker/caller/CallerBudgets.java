package dev.tokenbroker.caller;

import dev.tokenbroker.shop.ShopDomain;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What each caller has used of its budgets, in this process. Holds one record per caller's name, and in it at most as
 * many shops as the caller's budget allows.
 */
public final class CallerBudgets {
    private final ConcurrentMap<String, CallerUsage> usages = new ConcurrentHashMap<>();
    private final Clock clock;

    public CallerBudgets(Clock clock) {
        this.clock = clock;
    }

    /** Takes one request for {@code shop} out of the caller's budgets. */
    public Admission admit(Caller caller, ShopDomain shop) {
        return unlimited(caller) ? Admission.GRANTED : usage(caller).admit(caller.budgets(), shop, clock.millis());
    }

    /** Takes one request that is for no shop in particular. */
    public Admission admit(Caller caller) {
        return unlimited(caller) ? Admission.GRANTED : usage(caller).admit(caller.budgets(), clock.millis());
    }

    private static boolean unlimited(Caller caller) {
        return caller.budgets().requestsPerSecond().isEmpty()
                && caller.budgets().distinctShopsPerHour().isEmpty();
    }

    private CallerUsage usage(Caller caller) {
        return usages.computeIfAbsent(caller.name(), any -> new CallerUsage());
    }
}

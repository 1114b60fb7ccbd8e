package dev.tokenbroker.caller;

import dev.tokenbroker.shop.ShopDomain;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** One caller's use of its budgets. Limits are given with each call, for they may have changed since the last one. */
final class CallerUsage {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long SECOND = 1000;

    /** Shops by the time they were last asked for, the longest ago first. */
    private final Map<ShopDomain, Long> shops = new LinkedHashMap<>(16, 0.75f, true);

    /** Requests that may be made right now; negative before the first one. */
    private double tokens = -1;

    private long filledAt;

    synchronized Admission admit(Budgets budgets, ShopDomain shop, long now) {
        Admission byRate = admit(budgets, now);
        return byRate == Admission.GRANTED && budgets.distinctShopsPerHour().isPresent()
                ? shop(shop, budgets.distinctShopsPerHour().getAsInt(), now)
                : byRate;
    }

    synchronized Admission admit(Budgets budgets, long now) {
        if (budgets.requestsPerSecond().isEmpty()) {
            return Admission.GRANTED;
        }
        int perSecond = budgets.requestsPerSecond().getAsInt();
        // a clock that went back gives nothing and takes nothing
        double earned = Math.max(0, now - filledAt) * (double) perSecond / SECOND;
        tokens = tokens < 0 ? perSecond : Math.min(perSecond, tokens + earned);
        filledAt = now;
        if (tokens < 1) {
            return new Admission.Exhausted(Admission.Budget.REQUESTS_PER_SECOND, 1);
        }
        tokens--;
        return Admission.GRANTED;
    }

    private Admission shop(ShopDomain shop, int most, long now) {
        forgetBefore(now - HOUR);
        if (!shops.containsKey(shop) && shops.size() >= most) {
            long free = nthOldest(shops.size() - most) + HOUR - now;
            return new Admission.Exhausted(
                    Admission.Budget.DISTINCT_SHOPS_PER_HOUR, Math.max(1, (free + SECOND - 1) / SECOND));
        }
        shops.put(shop, now);
        return Admission.GRANTED;
    }

    private void forgetBefore(long horizon) {
        Iterator<Long> oldestFirst = shops.values().iterator();
        while (oldestFirst.hasNext() && oldestFirst.next() <= horizon) {
            oldestFirst.remove();
        }
    }

    /** When a shop must be forgotten before there is room: not the first where the limit was lowered meanwhile. */
    private long nthOldest(int n) {
        return shops.values().stream().skip(n).findFirst().orElseThrow();
    }
}

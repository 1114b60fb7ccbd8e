package dev.tokenbroker.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the calls of the token endpoint. Counters move when a call arrives, the list when it is answered. */
public final class TokenCalls {
    private final Map<String, Integer> perShop = new HashMap<>();
    private final Map<String, Integer> perRefreshToken = new HashMap<>();
    private final Map<String, Integer> inFlight = new HashMap<>();
    private final Map<String, Integer> mostInFlight = new HashMap<>();
    private final Map<String, Integer> rotations = new HashMap<>();
    private final List<TokenCall> answered = new ArrayList<>();

    public synchronized int total() {
        return perShop.values().stream().mapToInt(Integer::intValue).sum();
    }

    public synchronized int total(String shop) {
        return perShop.getOrDefault(shop, 0);
    }

    /** How often a refresh token was presented, whatever came of it. */
    public synchronized int withRefreshToken(String refreshToken) {
        return perRefreshToken.getOrDefault(refreshToken, 0);
    }

    /** Calls of the shop that have arrived, and whose answer is not complete and whose client has not left. */
    public synchronized int inFlight(String shop) {
        return inFlight.getOrDefault(shop, 0);
    }

    /** The largest {@link #inFlight} there ever was. */
    public synchronized int maxConcurrent(String shop) {
        return mostInFlight.getOrDefault(shop, 0);
    }

    /** Refreshes that minted a pair; replays of an earlier answer are none. */
    public synchronized int rotations(String shop) {
        return rotations.getOrDefault(shop, 0);
    }

    /** All answered calls in the order of their answers. */
    public synchronized List<TokenCall> list() {
        return List.copyOf(answered);
    }

    public synchronized List<TokenCall> list(String shop) {
        return answered.stream().filter(call -> call.shop().equals(shop)).toList();
    }

    /** Starts counting anew; calls in flight stay in flight. */
    public synchronized void reset() {
        List.of(perShop, perRefreshToken, mostInFlight, rotations).forEach(Map::clear);
        answered.clear();
    }

    synchronized CallInProgress arrived(String shop, TokenRequest request, Instant at) {
        perShop.merge(shop, 1, Integer::sum);
        if (request.has("refresh_token")) {
            perRefreshToken.merge(request.get("refresh_token"), 1, Integer::sum);
        }
        int now = inFlight.merge(shop, 1, Integer::sum);
        mostInFlight.merge(shop, now, Math::max);
        return new CallInProgress(this, shop, request, at);
    }

    synchronized void left(String shop) {
        inFlight.merge(shop, -1, Integer::sum);
    }

    synchronized void answered(TokenCall call) {
        answered.add(call);
    }

    synchronized void rotated(String shop) {
        rotations.merge(shop, 1, Integer::sum);
    }
}

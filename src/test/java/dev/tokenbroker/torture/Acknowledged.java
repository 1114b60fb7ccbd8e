package dev.tokenbroker.torture;

import dev.tokenbroker.audit.Fingerprints;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient.Answer;
import java.sql.SQLException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Every token that a reader was given, by shop and version. Each was recorded before: its pair has its line in the record,
 * its version was never given to another, and the shop has not gone back behind it.
 */
final class Acknowledged {
    private final Map<String, NavigableMap<Integer, String>> seen = new ConcurrentHashMap<>();
    private final AtomicInteger contradictions = new AtomicInteger();

    void saw(SimulatedShop shop, Answer answer) {
        String token = answer.text("access_token");
        String before = seen.computeIfAbsent(shop.domain(), first -> new ConcurrentSkipListMap<>())
                .putIfAbsent(answer.body().getInteger("version"), token);
        if (before != null && !before.equals(token)) {
            contradictions.incrementAndGet();
        }
    }

    int pairs() {
        return seen.values().stream().mapToInt(Map::size).sum();
    }

    /** How many of them the brokers do not know any more. */
    int lost(Oracle oracle) throws SQLException {
        Map<String, Integer> versions = oracle.versions();
        Fingerprints names = oracle.fingerprints();
        Set<String> recorded = oracle.recordedAccessTokens();
        long rewound = seen.entrySet().stream()
                .filter(shop -> versions.get(shop.getKey()) < shop.getValue().lastKey())
                .count();
        long unrecorded = seen.values().stream()
                .flatMap(tokens -> tokens.values().stream())
                .filter(token -> !recorded.contains(names.of(SecretString.of(token))))
                .count();
        return contradictions.get() + (int) (rewound + unrecorded);
    }
}

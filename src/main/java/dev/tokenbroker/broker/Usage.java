package dev.tokenbroker.broker;

import dev.tokenbroker.installation.DueInstallations;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.UsageLog;
import dev.tokenbroker.installation.UsageLog.Reads;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Who was served what, gathered in memory and written now and then: it warms installations and feeds the audit record. */
@Singleton
final class Usage {
    private static final int MOST = 200_000;

    private final DueInstallations due;
    private final UsageLog log;
    private volatile Map<Served, LongAdder> gathered = new ConcurrentHashMap<>();

    private record Served(UUID installation, String caller) {}

    Usage(DueInstallations due, UsageLog log) {
        this.due = due;
        this.log = log;
    }

    void note(Installation installation, String caller) {
        Map<Served, LongAdder> now = gathered;
        Served served = new Served(installation.id(), caller);
        LongAdder reads = now.get(served);
        if (reads == null && now.size() < MOST) {
            reads = now.computeIfAbsent(served, first -> new LongAdder());
        }
        if (reads != null) {
            reads.increment();
        }
    }

    /** Writes what was gathered; keeps it where that fails. */
    Uni<Void> flush() {
        Map<Served, LongAdder> written = gathered;
        if (written.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        gathered = new ConcurrentHashMap<>();
        Set<UUID> installations =
                written.keySet().stream().map(Served::installation).collect(Collectors.toSet());
        List<Reads> reads = written.entrySet().stream()
                .map(entry -> new Reads(
                        entry.getKey().installation(),
                        entry.getKey().caller(),
                        entry.getValue().sum()))
                .toList();
        return due.asked(installations).chain(() -> log.add(reads)).onFailure().invoke(failure -> putBack(written));
    }

    private void putBack(Map<Served, LongAdder> unwritten) {
        Map<Served, LongAdder> now = gathered;
        unwritten.forEach((served, reads) ->
                now.computeIfAbsent(served, first -> new LongAdder()).add(reads.sum()));
    }
}

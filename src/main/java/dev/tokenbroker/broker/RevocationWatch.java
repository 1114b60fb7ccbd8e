package dev.tokenbroker.broker;

import dev.tokenbroker.installation.Revocations;
import dev.tokenbroker.installation.Revocations.Revocation;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Forgets what was revoked anywhere in the fleet. Sequence numbers are given before a commit and may appear out of order, so
 * each look goes back a while beyond the last one that the database answered, and leaves out what was seen.
 */
@Singleton
final class RevocationWatch {
    private static final Duration OVERLAP = Duration.ofSeconds(20);

    private final Revocations revocations;
    private final Holdings holdings;
    private final Ticker ticker;
    private Set<Long> seen = new HashSet<>();
    private volatile long lastLook;
    private volatile boolean answeredOnce;

    RevocationWatch(Revocations revocations, Holdings holdings, Ticker ticker) {
        this.revocations = revocations;
        this.holdings = holdings;
        this.ticker = ticker;
        this.lastLook = ticker.nanos();
    }

    Uni<Void> look() {
        long begun = ticker.nanos();
        Duration sinceLast = Duration.ofNanos(begun - lastLook);
        return revocations
                .within(OVERLAP.plus(sinceLast))
                .invoke(found -> act(found, begun))
                .replaceWithVoid();
    }

    /** Whether the database answered lately. */
    boolean answeredWithin(Duration lately) {
        return answeredOnce && ticker.nanos() - lastLook < lately.toNanos();
    }

    private synchronized void act(List<Revocation> found, long begun) {
        lastLook = begun;
        answeredOnce = true;
        found.stream()
                .filter(revocation -> !seen.contains(revocation.sequence()))
                .forEach(revocation -> holdings.forget(revocation.key()));
        seen = found.stream().map(Revocation::sequence).collect(Collectors.toSet());
    }
}

package dev.tokenbroker.proof;

import dev.tokenbroker.installation.ReceivedPair;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code token_pair}. */
final class LedgerPair {
    private static final long REFRESH_LIFE = Duration.ofDays(90).toNanos();
    private static final long HOUR = Duration.ofMinutes(60).toNanos();
    private static final long NEVER = Long.MIN_VALUE;

    final UUID id;
    final UUID parent;
    final byte[] access;
    final byte[] refresh;
    long expires;
    long renewAt;
    long refreshExpires = REFRESH_LIFE;
    long receivedAt;
    boolean renewal;
    int sends;
    private long firstSent = NEVER;
    UUID refusedBy;

    LedgerPair(UUID id, UUID parent, byte[] access, byte[] refresh) {
        this.id = id;
        this.parent = parent;
        this.access = access;
        this.refresh = refresh;
    }

    static LedgerPair of(ReceivedPair received, Optional<LedgerPair> parent, long now, long elapsed) {
        ReceivedPair.Life life = received.life().orElseThrow();
        long sent = parent.filter(known -> known.firstSent != NEVER)
                .map(known -> Math.min(now - elapsed, known.firstSent))
                .orElse(now - elapsed);
        LedgerPair pair = new LedgerPair(
                received.pairId(),
                received.parent().orElse(null),
                received.sealedAccessToken(),
                received.sealedRefreshToken().orElseThrow());
        pair.expires = sent + life.left().toNanos();
        pair.renewAt = pair.expires - life.renewBeforeEnd().toNanos();
        pair.refreshExpires = sent + REFRESH_LIFE;
        pair.receivedAt = now;
        return pair;
    }

    LedgerPair copy() {
        LedgerPair copy = new LedgerPair(id, parent, access, refresh);
        copy.expires = expires;
        copy.renewAt = renewAt;
        copy.refreshExpires = refreshExpires;
        copy.receivedAt = receivedAt;
        copy.renewal = renewal;
        copy.sends = sends;
        copy.firstSent = firstSent;
        copy.refusedBy = refusedBy;
        return copy;
    }

    void show(long now) {
        sends++;
        firstSent = firstSent == NEVER || firstSent <= now - HOUR ? now : firstSent;
    }

    void neverShown() {
        sends = Math.max(0, sends - 1);
        firstSent = sends <= (renewal ? 0 : 1) ? NEVER : firstSent;
    }
}

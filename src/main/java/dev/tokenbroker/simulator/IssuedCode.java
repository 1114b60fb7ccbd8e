package dev.tokenbroker.simulator;

import java.time.Duration;
import java.time.Instant;

/** An authorization code: for one app on one shop, used once, within ten minutes. Guarded by the simulator's lock. */
final class IssuedCode {
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final String value = Mint.token("simcode");
    private final SimulatedApp app;
    private final String scopes;
    private final boolean online;
    private final Instant expiresAt;
    private boolean used;

    IssuedCode(SimulatedApp app, String scopes, boolean online, Instant issuedAt) {
        this.app = app;
        this.scopes = scopes;
        this.online = online;
        this.expiresAt = issuedAt.plus(LIFE);
    }

    String value() {
        return value;
    }

    String scopes() {
        return scopes;
    }

    boolean isOnline() {
        return online;
    }

    /** Whether this is the app's first, timely use of the code; it is used up thereby. */
    boolean redeem(SimulatedApp by, Instant now) {
        boolean good = by == app && !used && now.isBefore(expiresAt);
        used = used || good;
        return good;
    }
}

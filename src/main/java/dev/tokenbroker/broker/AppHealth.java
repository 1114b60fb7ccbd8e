package dev.tokenbroker.broker;

import dev.tokenbroker.token.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Whether it is our app that Shopify refuses, and not one installation: several of them refused within a minute and none
 * accepted between. Then no installation is to be judged.
 */
final class AppHealth {
    private static final long WINDOW = Duration.ofSeconds(60).toNanos();
    private static final int ENOUGH = 3;

    private final Ticker ticker;
    private final Map<UUID, Long> refused = new HashMap<>();
    /** Some of those that it was accepted for; more than {@link #ENOUGH} are of no use. */
    private final Set<UUID> acceptedFor = new HashSet<>();

    private boolean open;
    private boolean doubted;
    /** What this process knows and the fleet was not told of yet. */
    private Optional<News> untold = Optional.empty();
    /** Whether installations may still be held back for a refusal that is over; what was before this process began, too. */
    private boolean heldBack = true;

    private String refusedSecret = "";
    private long secretRefusedAt;

    enum News {
        OPENED,
        CLOSED
    }

    AppHealth(Ticker ticker) {
        this.ticker = ticker;
    }

    synchronized boolean open() {
        return open;
    }

    /**
     * The app itself was refused for this installation.
     *
     * @param installations how many the app has, by a count that may be some seconds old: if they are fewer than three,
     *     all of them are enough
     * @return whether the breaker opens now
     */
    synchronized boolean appRefused(UUID installation, long installations) {
        Set<UUID> known = new HashSet<>(acceptedFor);
        known.addAll(refused.keySet());
        known.add(installation);
        boolean outdated = installations < known.size();
        return note(installation, outdated ? ENOUGH : (int) Math.min(ENOUGH, installations));
    }

    /**
     * Every refresh token of this installation was refused; a revoked client secret looks just so. Of an app's only
     * installation it says nothing about the app.
     */
    synchronized boolean walkFailed(UUID installation, long installations) {
        return installations == 1 ? note(installation, ENOUGH) : appRefused(installation, installations);
    }

    /** Somebody's refresh token is called dead, and nobody knows yet whether it is the app that is refused. */
    synchronized void doubt() {
        doubted = true;
    }

    /** Whether to ask Shopify for another installation, to know; once for each doubt. */
    synchronized boolean takeDoubt() {
        boolean asked = doubted;
        doubted = false;
        return asked;
    }

    private boolean note(UUID installation, int enough) {
        long now = ticker.nanos();
        refused.values().removeIf(at -> now - at > WINDOW);
        refused.put(installation, now);
        boolean opens = !open && refused.size() >= enough;
        if (opens) {
            open = true;
            untold = Optional.of(News.OPENED);
        }
        return opens;
    }

    /** @return whether the breaker closes now */
    synchronized boolean succeeded(UUID installation) {
        if (acceptedFor.size() < ENOUGH) {
            acceptedFor.add(installation);
        }
        refused.clear();
        boolean closes = open;
        if (closes) {
            close();
            untold = Optional.of(News.CLOSED);
        }
        return closes;
    }

    /**
     * A client secret was refused and the one before it taken.
     *
     * @return whether that is news of this secret
     */
    synchronized boolean previousSecretTaken(String refused) {
        boolean news = !refused.equals(refusedSecret);
        refusedSecret = refused;
        secretRefusedAt = ticker.nanos();
        return news;
    }

    /** Whether that happened to this client secret within a minute. */
    synchronized boolean refusesSecret(String version) {
        return version.equals(refusedSecret) && ticker.nanos() - secretRefusedAt <= WINDOW;
    }

    private void close() {
        open = false;
        heldBack = true;
    }

    synchronized Optional<News> untold() {
        return untold;
    }

    /** The fleet knows this now; something newer may have come meanwhile. */
    synchronized void told(News news) {
        untold = untold.filter(newer -> newer != news);
    }

    synchronized boolean mayHoldBack() {
        return heldBack && !open;
    }

    synchronized void heldBackNoLonger() {
        heldBack = open;
    }

    /**
     * Takes over what the fleet knows, unless this process knows better.
     *
     * @return whether the breaker closes now
     */
    synchronized boolean follow(boolean openInFleet) {
        if (untold.isPresent() || open == openInFleet) {
            return false;
        }
        if (openInFleet) {
            open = true;
            return false;
        }
        refused.clear();
        close();
        return true;
    }
}

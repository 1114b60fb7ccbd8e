package dev.tokenbroker.broker;

import dev.tokenbroker.token.Ticker;
import java.time.Duration;
import java.util.Optional;

/**
 * Spaces the calls of one app to Shopify evenly, under the ceiling. Readers queue; the sweep goes only where nobody queues,
 * its keep-alives at a tenth of the rate; what it does not use it gives back. A 429 halves the rate, successes bring it
 * back; after an outage of the app it begins at one call a minute.
 */
final class Pace {
    private static final long LONGEST_QUEUE = Duration.ofSeconds(30).toNanos();
    private static final long TOGETHER = Duration.ofSeconds(1).toNanos();
    private static final double RESTART_PER_SECOND = 1.0 / 60;
    private static final int KEEP_ALIVE_SHARE = 10;

    private final Ticker ticker;
    private final double ceiling;
    private double perSecond;
    private long nextFree;
    private long handedOut;
    private long nextKeepAlive;
    private long halvedAt;

    Pace(Ticker ticker, int perSecond) {
        this.ticker = ticker;
        this.ceiling = perSecond;
        this.perSecond = perSecond;
        this.nextFree = ticker.nanos();
        this.handedOut = nextFree;
        this.nextKeepAlive = nextFree;
        this.halvedAt = nextFree - TOGETHER;
    }

    /** How long to wait for a reader's call; nothing where the queue is too long to be worth it. */
    synchronized Optional<Duration> reader() {
        long now = ticker.nanos();
        long wait = Math.max(0, nextFree - now);
        if (wait > LONGEST_QUEUE) {
            return Optional.empty();
        }
        handedOut = now + wait;
        nextFree = handedOut + interval();
        return Optional.of(Duration.ofNanos(wait));
    }

    /** The sweep's, to be called in or to be given back. */
    record Turn(long at, boolean keepAlive) {}

    /** A turn of the sweep's, where it may call now. */
    synchronized Optional<Turn> ahead(boolean keepAlive) {
        long now = ticker.nanos();
        if (!untilFree(keepAlive).isZero()) {
            return Optional.empty();
        }
        handedOut = now;
        nextFree = now + interval();
        if (keepAlive) {
            nextKeepAlive = now + KEEP_ALIVE_SHARE * interval();
        }
        return Optional.of(new Turn(now, keepAlive));
    }

    /** Nothing was sent in it: another may go at once. It is lost where somebody else has had a turn since, or waits for one. */
    synchronized void giveBack(Turn turn) {
        if (handedOut == turn.at()) {
            nextFree = turn.at();
            nextKeepAlive = turn.keepAlive() ? turn.at() : nextKeepAlive;
        }
    }

    /** Until the sweep may try again. */
    synchronized Duration untilFree(boolean keepAlive) {
        long now = ticker.nanos();
        long wait = Math.max(nextFree - now, keepAlive ? nextKeepAlive - now : 0);
        return Duration.ofNanos(Math.max(0, wait));
    }

    /** Refusals that come together are of calls that were sent together: the rate is halved once for all of them. */
    synchronized void throttled() {
        long now = ticker.nanos();
        if (now - halvedAt >= TOGETHER) {
            halvedAt = now;
            perSecond = Math.max(RESTART_PER_SECOND, perSecond / 2);
        }
    }

    /** Doubles a rate that is far down, adds to one that is near. */
    synchronized void succeeded() {
        perSecond = Math.min(ceiling, perSecond < 1 ? perSecond * 2 : perSecond + ceiling / 20);
        // what was planned at the slower rate need not wait so long, but nobody goes before those who have their turn
        nextFree = Math.min(nextFree, Math.max(ticker.nanos(), handedOut) + interval());
    }

    synchronized void restart() {
        perSecond = RESTART_PER_SECOND;
        nextFree = ticker.nanos();
    }

    private long interval() {
        return Math.round(1e9 / perSecond);
    }
}

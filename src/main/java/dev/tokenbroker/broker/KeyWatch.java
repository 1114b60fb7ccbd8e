package dev.tokenbroker.broker;

import dev.tokenbroker.broker.TokenOutcome.Cause;
import dev.tokenbroker.broker.TokenOutcome.Issued;
import dev.tokenbroker.broker.TokenOutcome.Unavailable;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.KeyService.NewDataKey;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The kill switch. Nothing that a warm read does touches the key service, so a canary does: a data key that guards nothing is
 * unwrapped every five seconds. Where the key service says no to it twice, a second apart, every key and every token in memory
 * is dropped and nothing is served until it says yes again. A key service that is away says nothing.
 */
@Singleton
public final class KeyWatch {
    static final Duration GLANCE = Duration.ofMillis(250);

    private static final Logger LOG = Logger.getLogger(KeyWatch.class);
    private static final KeyContext CANARY = KeyContext.ofFleet("canary");
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration CANARY_LIFE = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final KeyService service;
    private final DataKeys keys;
    private final Holdings holdings;
    private final Ticker ticker;
    private long askedAt;
    private boolean asked;
    private byte[] canary;
    private long canaryMadeAt;
    private boolean refused;
    private long refusedAt;

    KeyWatch(KeyService service, DataKeys keys, Holdings holdings, Ticker ticker) {
        this.service = service;
        this.keys = keys;
        this.holdings = holdings;
        this.ticker = ticker;
    }

    /** The last word on an answer: what was found before the switch is not served after it. */
    public TokenOutcome over(TokenOutcome outcome) {
        return keys.silenced() && outcome instanceof Issued ? new Unavailable(Cause.KEYS, SOON) : outcome;
    }

    /** Under which version new keys are wrapped may have changed: the next canary is a new one. */
    public synchronized void renewCanary() {
        canary = null;
    }

    Uni<Void> look() {
        if (!due()) {
            return Uni.createFrom().voidItem();
        }
        return ask().invoke(this::accepted)
                .onFailure(KeysUnavailableException.class)
                .invoke(failure -> failed(((KeysUnavailableException) failure).reason()))
                .onFailure(KeysUnavailableException.class)
                .recoverWithNull()
                .replaceWithVoid();
    }

    private synchronized boolean due() {
        long now = ticker.nanos();
        Duration pause = refused || keys.silenced() ? AGAIN : EVERY;
        boolean due = !asked || now - askedAt >= pause.toNanos() || keys.suspected() && !refused;
        if (due) {
            asked = true;
            askedAt = now;
        }
        return due;
    }

    /** A canary of an old version that is not allowed any more says nothing against the service: it is made anew. */
    private Uni<?> ask() {
        byte[] current = current();
        if (current == null) {
            return hatch();
        }
        return service.unwrap(CANARY, current)
                .replaceWithVoid()
                .onFailure(failure -> KeysUnavailableException.because(Reason.NOT_AUTHENTIC, failure))
                .recoverWithUni(() -> hatch().replaceWithVoid());
    }

    private Uni<?> hatch() {
        return service.create(CANARY)
                .map(NewDataKey::wrapped)
                .call(made -> service.unwrap(CANARY, made))
                .invoke(this::hatched);
    }

    private synchronized void hatched(byte[] made) {
        canary = made;
        canaryMadeAt = ticker.nanos();
    }

    private synchronized byte[] current() {
        return canary == null || ticker.nanos() - canaryMadeAt >= CANARY_LIFE.toNanos() ? null : canary;
    }

    private synchronized void accepted() {
        refused = false;
        if (keys.silenced()) {
            LOG.warn("the key service says yes again: tokens are served");
            keys.resume();
        }
    }

    private synchronized void failed(Reason reason) {
        if (reason != Reason.REFUSED) {
            return;
        }
        long now = ticker.nanos();
        if (!refused) {
            refused = true;
            refusedAt = now;
        } else if (now - refusedAt >= AGAIN.toNanos() && !keys.silenced()) {
            LOG.error(
                    "the key service refuses every key: all keys and tokens in memory are dropped, nothing is served");
            keys.silence();
            holdings.forgetAll();
        }
    }
}

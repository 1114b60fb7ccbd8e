package dev.tokenbroker.vault;

import dev.tokenbroker.secret.UnreadableSecretFileException;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.Ticker;
import io.github.jopenlibs.vault.VaultException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * The Vault token of this process: one login at a time, renewed at two thirds of its life, replaced where it cannot be
 * renewed any longer. All of it happens in {@link #tend}, on a thread of its own; whoever needs a token takes the one that is
 * there, or waits a little for the one that is being fetched.
 */
final class VaultSession {
    private static final Logger LOG = Logger.getLogger(VaultSession.class);
    private static final double RENEW_AT = 2.0 / 3;
    private static final double JITTER = 0.1;
    /** A renewal that grants less than this share of what the login did is near the token's maximum: log in again. */
    private static final double WORTH_RENEWING = 0.5;
    /** A token of a login so recent is not to blame for a refusal. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private static final Duration SOONEST = Duration.ofSeconds(1);

    private final Login login;
    private final VaultConnection connection;
    private final Ticker ticker;
    private final LoginBackoff backoff;
    private final RandomGenerator random;
    private final Runnable wake;

    private Held held;
    private boolean wanted = true;
    private boolean refused;
    private long notBefore;

    /** @param loggedInAt when the login was sent that gave the token, or its predecessor by renewal */
    private record Held(VaultToken token, Duration granted, long loggedInAt, long bornAt, long tendAt) {}

    /** @param wake has {@link #tend} called soon, by somebody else */
    VaultSession(Login login, VaultConnection connection, Ticker ticker, RandomGenerator random, Runnable wake) {
        this.wake = wake;
        this.login = login;
        this.connection = connection;
        this.ticker = ticker;
        this.random = random;
        this.backoff = new LoginBackoff(random);
        this.notBefore = ticker.nanos();
    }

    /**
     * The token that is there; where there is none, waits for the login under way.
     *
     * @throws KeysUnavailableException where none comes, or Vault refused the login
     */
    synchronized VaultToken token(Duration patience) throws InterruptedException {
        return awaitOther(null, patience);
    }

    /**
     * Vault denied {@code token}. Another one is asked for, unless this one is so fresh that it is not to blame.
     *
     * @throws KeysUnavailableException where the denial is to be taken for what it says, or no other token comes
     */
    synchronized VaultToken insteadOf(VaultToken token, Duration patience) throws InterruptedException {
        if (held != null && held.token() == token) {
            if (ticker.nanos() - held.loggedInAt() < FRESH.toNanos()) {
                throw Refusals.refused("Vault denies permission");
            }
            wanted = true;
            wake.run();
        }
        return awaitOther(token, patience);
    }

    private VaultToken awaitOther(VaultToken than, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (held == null || ended(held) || held.token() == than) {
            if (refused) {
                throw Refusals.refused("Vault refuses the login");
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw Refusals.away("there is no Vault token");
            }
            wait(left);
        }
        return held.token();
    }

    /** Does what is due: logs in, or renews. Blocks as long as one call does. */
    void tend() {
        Held before;
        synchronized (this) {
            if (!due()) {
                return;
            }
            before = held;
        }
        if (before != null && !wanted && !ended(before) && before.token().renewable()) {
            renew(before);
        } else {
            logIn();
        }
    }

    /** The first login, for whoever wants to know why it fails. */
    void begin() throws VaultException {
        long sentAt = ticker.nanos();
        hold(login.login(), sentAt);
    }

    private synchronized boolean due() {
        long now = ticker.nanos();
        boolean something = wanted || held == null || ended(held) || now - held.tendAt() >= 0;
        return something && now - notBefore >= 0;
    }

    private void renew(Held before) {
        long sentAt = ticker.nanos();
        try {
            VaultToken renewed =
                    Logins.token(connection.with(before.token().value()).renewSelf());
            Optional<Duration> worth = Optional.of(renewed.life())
                    .filter(life -> life.toMillis() >= before.granted().toMillis() * WORTH_RENEWING);
            if (worth.isPresent() && renewed.renewable()) {
                prolong(before, renewed, sentAt);
            } else {
                logIn();
            }
        } catch (VaultException | RuntimeException failure) {
            if (failure instanceof VaultException answered && Refusals.loginRefused(answered)) {
                logIn();
            } else {
                failed(failure);
            }
        }
    }

    private void logIn() {
        long sentAt = ticker.nanos();
        try {
            hold(login.login(), sentAt);
            LOG.debug("logged in to Vault");
        } catch (VaultException | RuntimeException failure) {
            failed(failure);
        }
    }

    private synchronized void hold(VaultToken token, long sentAt) {
        held = new Held(token, token.life(), sentAt, sentAt, sentAt + untilTended(token));
        succeeded();
    }

    private synchronized void prolong(Held before, VaultToken renewed, long sentAt) {
        held = new Held(renewed, before.granted(), before.loggedInAt(), sentAt, sentAt + untilTended(renewed));
        succeeded();
    }

    private void succeeded() {
        wanted = false;
        refused = false;
        backoff.succeeded();
        notifyAll();
    }

    private synchronized void failed(Exception failure) {
        refused = failure instanceof VaultException answered && Refusals.loginRefused(answered);
        notBefore = ticker.nanos() + backoff.next().toNanos();
        // its text quotes the answer
        LOG.warnf("no Vault token yet: %s", inWords(failure));
        notifyAll();
    }

    private String inWords(Exception failure) {
        if (failure instanceof UnreadableSecretFileException) {
            return failure.getMessage();
        }
        if (failure instanceof VaultException answered) {
            return answered.getHttpStatusCode() == 0
                    ? "Vault does not answer"
                    : "the login is answered with " + answered.getHttpStatusCode() + ", see " + login.setting();
        }
        return failure.getClass().getSimpleName();
    }

    private boolean ended(Held token) {
        return token.token().ends()
                && ticker.nanos() - token.bornAt() >= token.token().life().toNanos();
    }

    private long untilTended(VaultToken token) {
        double share = RENEW_AT * (1 + JITTER * (2 * random.nextDouble() - 1));
        return token.ends()
                ? Math.max(SOONEST.toNanos(), Math.round(token.life().toNanos() * share))
                : Long.MAX_VALUE / 2;
    }
}

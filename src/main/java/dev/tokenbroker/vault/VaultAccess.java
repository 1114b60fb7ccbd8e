package dev.tokenbroker.vault;

import dev.tokenbroker.app.SecretStore;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.vault.StartCheck.Finding;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** One process's access to Vault: a login that is kept alive, and what can be had with it. */
public final class VaultAccess implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(VaultAccess.class);
    private static final int ATTEMPTS = 3;
    private static final Duration GLANCE = Duration.ofMillis(250);
    private static final int CALLS = 6;
    private static final int WAITING_CALLS = 64;

    private final Bulkhead calls = new Bulkhead("vault", CALLS, WAITING_CALLS);
    /** Apart, so that no crowd of calls keeps a login waiting that they wait for. */
    private final Bulkhead logins = new Bulkhead("vault-login", 1, 1);

    private final AtomicBoolean tending = new AtomicBoolean();
    private final VaultSession session;
    private final KeyService keys;
    private final SecretStore secrets;
    private final StartCheck check;

    private VaultAccess(VaultSettings settings, Ticker ticker, RandomGenerator random) {
        VaultConnection connection = new VaultConnection(settings);
        Login login = Logins.of(settings, connection);
        session = new VaultSession(login, connection, ticker, random, this::tend);
        Transit transit = new Transit(connection, session, settings.transit());
        DerivedKeyCheck derived = new DerivedKeyCheck(transit);
        keys = new VaultKeyService(calls, transit, derived);
        secrets = new KeyValueSecrets(connection, session, calls);
        check = new StartCheck(session, login, derived);
    }

    /**
     * Logs in, and looks whether the settings can work. Where Vault is away it goes on trying in the background.
     *
     * @param transit whether data keys are wrapped there
     * @throws IllegalStateException naming the setting, where Vault says that they cannot
     */
    public static VaultAccess start(VaultSettings settings, boolean transit, Ticker ticker, RandomGenerator random) {
        VaultAccess access = new VaultAccess(settings, ticker, random);
        Optional<String> complaint = access.complaint(transit);
        if (complaint.isPresent()) {
            access.close();
            throw new IllegalStateException(complaint.get());
        }
        access.logins.every(GLANCE, access::tend);
        return access;
    }

    /** A complaint; nothing where all is well, or where Vault is away again and again and nobody can tell. */
    private Optional<String> complaint(boolean transit) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Finding found = finding(transit);
            if (!found.away()) {
                return found.complaint();
            }
        }
        LOG.warn("Vault does not answer; starting without it");
        return Optional.empty();
    }

    private Finding finding(boolean transit) {
        try {
            return calls.run(() -> check.look(transit)).join();
        } catch (CompletionException late) {
            if (late.getCause() instanceof KeysUnavailableException) {
                return Finding.AWAY;
            }
            throw late;
        }
    }

    public KeyService keys() {
        return keys;
    }

    public SecretStore secrets() {
        return secrets;
    }

    private void tend() {
        if (tending.compareAndSet(false, true)) {
            logins.run(() -> {
                        session.tend();
                        return true;
                    })
                    .whenComplete((done, late) -> tending.set(false));
        }
    }

    @Override
    public void close() {
        calls.close();
        logins.close();
    }
}

package dev.tokenbroker.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.simulator.MovableClock;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import dev.tokenbroker.token.MovableTicker;
import io.github.jopenlibs.vault.VaultException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a login: half an hour long, a day at most, as {@code deploy/vault} sets it up. */
class VaultSessionTest {
    private static final Duration NO_PATIENCE = Duration.ZERO;

    @TempDir
    Path directory;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T15:00:00Z"));
    private final MovableTicker ticker = new MovableTicker();
    private SimulatedVaultLab lab;
    private VaultSession session;

    @BeforeEach
    void begin() {
        lab = new SimulatedVaultLab(clock);
        lab.prepare();
        Map<String, String> settings = lab.byAppRole(directory);
        VaultSettings read = VaultLab.settings(settings);
        VaultConnection connection = new VaultConnection(read);
        session = new VaultSession(Logins.of(read, connection), connection, ticker, new Random(1), () -> {});
        lab.simulator().calls().clear();
    }

    @AfterEach
    void end() {
        lab.close();
    }

    @Test
    void aTokenIsRenewedAtTwoThirdsOfItsLifeAndNotBefore() {
        session.tend();

        pass(Duration.ofMinutes(17));
        assertThat(calls("renew-self")).isZero();
        pass(Duration.ofMinutes(6));

        assertThat(calls("renew-self")).isEqualTo(1);
        assertThat(calls("login")).isEqualTo(1);
    }

    @Test
    void aTokenNearItsMaximumIsReplaced() throws InterruptedException {
        session.tend();
        VaultToken first = session.token(NO_PATIENCE);

        pass(Duration.ofHours(26));

        assertThat(calls("login")).isEqualTo(2);
        assertThat(calls("renew-self")).isGreaterThan(50);
        assertThat(session.token(NO_PATIENCE).value()).isNotEqualTo(first.value());
    }

    @Test
    void aTokenThatCannotBeRenewedIsReplaced() {
        session.tend();
        lab.revokeLogins();

        pass(Duration.ofMinutes(23));

        assertThat(calls("login")).isEqualTo(2);
    }

    @Test
    void whileVaultIsAwayATokenIsUsedToItsEndAndThenThereIsNone() throws InterruptedException {
        session.tend();
        lab.seal();

        pass(Duration.ofMinutes(29));
        assertThat(session.token(NO_PATIENCE)).isNotNull();
        pass(Duration.ofMinutes(1));

        assertThat(reason()).isEqualTo(Reason.AWAY);
    }

    @Test
    void aLoginThatIsRefusedIsARefusal() {
        lab.operate("DELETE", "auth/approle/role/token-broker", null);

        session.tend();

        assertThat(reason()).isEqualTo(Reason.REFUSED);
    }

    @Test
    void aDenialIsBelievedWithATokenOfAFreshLoginAlone() throws InterruptedException {
        session.tend();
        VaultToken fresh = session.token(NO_PATIENCE);
        assertThat(insteadOf(fresh)).isEqualTo(Reason.REFUSED);

        ticker.advance(Duration.ofMinutes(1));

        assertThat(insteadOf(fresh)).isEqualTo(Reason.AWAY);
        session.tend();
        assertThat(calls("login")).isEqualTo(2);
        assertThat(session.insteadOf(fresh, NO_PATIENCE).value()).isNotEqualTo(fresh.value());
    }

    @Test
    void whatFailsIsTriedAgainAfterAPauseAndNotAtOnce() {
        lab.seal();

        session.tend();
        session.tend();
        assertThat(calls("login")).isEqualTo(1);
        pass(Duration.ofMinutes(1));

        assertThat(calls("login")).isBetween(10L, 200L);
    }

    @Test
    void aTokenNeverPrints() {
        assertThat(new VaultToken(SecretString.of("hvs.sim"), Duration.ZERO, false).toString())
                .doesNotContain("hvs");
    }

    @Test
    void theStartToldWhyALoginFails() {
        lab.operate("DELETE", "auth/approle/role/token-broker", null);

        assertThat(catchThrowableOfType(VaultException.class, session::begin).getHttpStatusCode())
                .isEqualTo(400);
    }

    private long calls(String part) {
        return lab.simulator().calls().to(part);
    }

    /** Looks every ten seconds whether something is due. */
    private void pass(Duration time) {
        Duration glance = Duration.ofSeconds(time.compareTo(Duration.ofMinutes(1)) > 0 ? 10 : 1);
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(glance)) {
            ticker.advance(glance);
            clock.advance(glance);
            session.tend();
        }
    }

    private Reason reason() {
        return catchThrowableOfType(KeysUnavailableException.class, () -> session.token(NO_PATIENCE))
                .reason();
    }

    private Reason insteadOf(VaultToken denied) {
        return catchThrowableOfType(KeysUnavailableException.class, () -> session.insteadOf(denied, NO_PATIENCE))
                .reason();
    }
}

package dev.tokenbroker.vault;

import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import io.github.jopenlibs.vault.VaultException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jboss.logging.Logger;

/** What is wrong with the settings of Vault, as far as Vault itself can say when the process starts. */
final class StartCheck {
    private static final Logger LOG = Logger.getLogger(StartCheck.class);

    private final VaultSession session;
    private final Login login;
    private final DerivedKeyCheck derived;

    StartCheck(VaultSession session, Login login, DerivedKeyCheck derived) {
        this.session = session;
        this.login = login;
        this.derived = derived;
    }

    /**
     * A complaint that names a setting; nothing where all is well, or where Vault is away and nobody can tell.
     *
     * @param transit whether data keys are wrapped there
     */
    Optional<String> complaint(boolean transit) throws InterruptedException {
        try {
            session.begin();
            if (transit) {
                derived.pass();
            }
            return Optional.empty();
        } catch (UnreadableFileException unreadable) {
            return Optional.of(unreadable.getMessage());
        } catch (KeysUnavailableException unavailable) {
            return unavailable.reason() == Reason.AWAY ? away() : Optional.of(transitSetting(unavailable.getMessage()));
        } catch (VaultException failure) {
            if (distrusted(failure)) {
                return Optional.of("broker.vault.ca-file: the certificate of broker.vault.url is not to be trusted");
            }
            return Refusals.loginRefused(failure)
                    ? Optional.of(login.setting() + ": Vault refuses the login with " + failure.getHttpStatusCode())
                    : away();
        }
    }

    private static Optional<String> away() {
        LOG.warn("Vault does not answer; starting without it");
        return Optional.empty();
    }

    private static String transitSetting(String message) {
        String setting = message.equals(Refusals.NO_MOUNT) ? "mount" : "key";
        return "broker.vault.transit." + setting + ": " + message;
    }

    private static boolean distrusted(Throwable failure) {
        return failure != null && (failure instanceof SSLException || distrusted(failure.getCause()));
    }
}

package dev.tokenbroker.vault;

import dev.tokenbroker.secret.UnreadableSecretFileException;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import io.github.jopenlibs.vault.VaultException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What is wrong with the settings of Vault, as far as Vault itself can say when the process starts. */
final class StartCheck {
    private final VaultSession session;
    private final Login login;
    private final DerivedKeyCheck derived;

    StartCheck(VaultSession session, Login login, DerivedKeyCheck derived) {
        this.session = session;
        this.login = login;
        this.derived = derived;
    }

    /** What came of it. */
    record Finding(boolean away, Optional<String> complaint) {
        static final Finding AWAY = new Finding(true, Optional.empty());

        static Finding complaining(String complaint) {
            return new Finding(false, Optional.of(complaint));
        }
    }

    /** @param transit whether data keys are wrapped there */
    Finding look(boolean transit) throws InterruptedException {
        try {
            session.begin();
            if (transit) {
                derived.pass();
            }
            return new Finding(false, Optional.empty());
        } catch (UnreadableSecretFileException unreadable) {
            return Finding.complaining(unreadable.getMessage());
        } catch (KeysUnavailableException unavailable) {
            return unavailable.reason() == Reason.AWAY
                    ? Finding.AWAY
                    : Finding.complaining(transitSetting(unavailable.getMessage()));
        } catch (VaultException failure) {
            if (distrusted(failure)) {
                return Finding.complaining(
                        "broker.vault.ca-file: the certificate of broker.vault.url is not to be trusted");
            }
            return Refusals.loginRefused(failure)
                    ? Finding.complaining(
                            login.setting() + ": Vault refuses the login with " + failure.getHttpStatusCode())
                    : Finding.AWAY;
        }
    }

    private static String transitSetting(String message) {
        String setting = message.equals(Refusals.NO_MOUNT) ? "mount" : "key";
        return "broker.vault.transit." + setting + ": " + message;
    }

    private static boolean distrusted(Throwable failure) {
        return failure != null && (failure instanceof SSLException || distrusted(failure.getCause()));
    }
}

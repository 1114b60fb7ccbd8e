package dev.tokenbroker.vault;

import dev.tokenbroker.secret.SecretString;
import java.time.Duration;

/**
 * A Vault token as a login, or its renewal, gave it.
 *
 * @param life from now on; zero where it does not end
 */
record VaultToken(SecretString value, Duration life, boolean renewable) {
    boolean ends() {
        return !life.isZero();
    }
}

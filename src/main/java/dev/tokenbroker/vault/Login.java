package dev.tokenbroker.vault;

import dev.tokenbroker.secret.UnreadableSecretFileException;
import io.github.jopenlibs.vault.VaultException;

/** One way to a Vault token. Blocks. */
interface Login {
    /**
     * @throws UnreadableSecretFileException where what it logs in with cannot be read
     * @throws VaultException where Vault does not answer, or says no
     */
    VaultToken login() throws VaultException;

    /** The setting to look at where Vault refuses it. */
    String setting();
}

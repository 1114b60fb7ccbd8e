package dev.tokenbroker.vault;

import dev.tokenbroker.app.SecretReference;
import dev.tokenbroker.app.SecretStore;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.token.KeysUnavailableException;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.response.LogicalResponse;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Reads fields of the key-value engine, version 2. */
final class KeyValueSecrets implements SecretStore {
    private static final Duration FOR_A_TOKEN = Duration.ofMillis(1_500);

    private final VaultConnection connection;
    private final VaultSession session;
    private final Bulkhead bulkhead;

    KeyValueSecrets(VaultConnection connection, VaultSession session, Bulkhead bulkhead) {
        this.connection = connection;
        this.session = session;
        this.bulkhead = bulkhead;
    }

    @Override
    public Uni<Found> read(SecretReference reference) {
        return Callers.backTo(() -> bulkhead.run(() -> ask(reference)))
                .onFailure(KeysUnavailableException.class)
                .recoverWithItem(KeyValueSecrets::unavailable);
    }

    private Found ask(SecretReference reference) throws VaultException, InterruptedException {
        VaultToken token = session.token(FOR_A_TOKEN);
        LogicalResponse answer = read(token, reference);
        if (Refusals.denied(answer)) {
            answer = read(session.insteadOf(token, FOR_A_TOKEN), reference);
        }
        int status = answer.getRestResponse().getStatus();
        if (status != 200) {
            return new Found.Nothing("Vault answers " + status);
        }
        String value = answer.getData().get(reference.field());
        return value == null || value.isBlank()
                ? new Found.Nothing("the secret has no field " + reference.field())
                : new Found.Secret(SecretString.of(value.strip()));
    }

    private LogicalResponse read(VaultToken token, SecretReference reference) throws VaultException {
        return connection.keyValue(token.value()).read(reference.mount() + "/" + reference.path());
    }

    private static Found unavailable(Throwable failure) {
        return KeysUnavailableException.because(KeysUnavailableException.Reason.REFUSED, failure)
                ? new Found.Nothing(failure.getMessage())
                : new Found.Away();
    }
}

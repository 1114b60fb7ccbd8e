package dev.tokenbroker.vault;

import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import io.github.jopenlibs.vault.response.LogicalResponse;
import java.nio.charset.StandardCharsets;

/**
 * What Vault's answers mean: the one place for it. The driver throws for 5xx and 412 alone and hands out every other refusal
 * as an empty answer. Texts of Vault are looked at here and go no further.
 */
final class Refusals {
    static final String NO_MOUNT = "Vault has nothing at this mount";

    private static final String NOT_AUTHENTIC = "message authentication failed";

    private Refusals() {}

    static boolean denied(LogicalResponse answer) {
        return status(answer) == 403;
    }

    /** Nothing wrong with the call as a whole; each item of a batch speaks for itself, whatever the status. */
    static boolean usable(LogicalResponse answer) {
        return status(answer) == 200 || status(answer) == 400 && batch(answer);
    }

    static KeysUnavailableException of(LogicalResponse answer) {
        int status = status(answer);
        if (status == 403) {
            return refused("Vault denies permission");
        }
        if (status == 404) {
            return refused(NO_MOUNT);
        }
        if (status == 400 && text(answer).contains("encryption key not found")) {
            return refused("Vault does not have the Transit key");
        }
        if (status == 400
                && (text(answer).contains(NOT_AUTHENTIC) || text(answer).contains("invalid ciphertext"))) {
            return notAuthentic();
        }
        return away("Vault answers " + status);
    }

    static KeysUnavailableException of(VaultException failure) {
        int status = failure.getHttpStatusCode();
        return away(status == 0 ? "Vault does not answer" : "Vault answers " + status);
    }

    static KeysUnavailableException notAuthentic() {
        return new KeysUnavailableException(Reason.NOT_AUTHENTIC, "a wrapped data key does not open");
    }

    static KeysUnavailableException away(String message) {
        return new KeysUnavailableException(Reason.AWAY, message);
    }

    static KeysUnavailableException refused(String message) {
        return new KeysUnavailableException(Reason.REFUSED, message);
    }

    /** A rewrap of several fails as a whole where one of them does not open. */
    static boolean spoiltByOne(VaultException failure) {
        return failure.getHttpStatusCode() == 500
                && String.valueOf(failure.getMessage()).contains(NOT_AUTHENTIC);
    }

    /** Whether a login was answered, and with no. */
    static boolean loginRefused(VaultException failure) {
        int status = failure.getHttpStatusCode();
        return status == 400 || status == 401 || status == 403 || status == 404;
    }

    private static boolean batch(LogicalResponse answer) {
        JsonObject content = answer.getDataObject();
        JsonValue results = content == null ? null : content.get("batch_results");
        return results != null && results.isArray();
    }

    private static int status(LogicalResponse answer) {
        return answer.getRestResponse().getStatus();
    }

    private static String text(LogicalResponse answer) {
        return new String(answer.getRestResponse().getBody(), StandardCharsets.UTF_8);
    }
}

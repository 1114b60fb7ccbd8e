package dev.tokenbroker.vault;

import dev.tokenbroker.secret.SecretFile;
import dev.tokenbroker.secret.SecretString;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.response.AuthResponse;
import io.github.jopenlibs.vault.response.LookupResponse;
import java.time.Duration;

/** The three ways to log in, each with what it reads anew every time. */
final class Logins {
    private Logins() {}

    static Login of(VaultSettings settings, VaultConnection connection) {
        return switch (settings.auth()) {
            case KUBERNETES -> kubernetes(settings.kubernetes(), connection);
            case APPROLE -> approle(settings.approle(), connection);
            case TOKEN_FILE ->
                new TokenFileLogin(
                        new SecretFile(
                                "broker.vault.token-file", settings.tokenFile().orElseThrow()),
                        connection);
        };
    }

    private static Login kubernetes(VaultSettings.Kubernetes settings, VaultConnection connection) {
        SecretFile jwt = new SecretFile("broker.vault.kubernetes.token-file", settings.tokenFile());
        String role = settings.role().orElseThrow();
        return new Answered(
                "broker.vault.kubernetes.role",
                () -> connection
                        .withoutToken()
                        .loginByKubernetes(role, jwt.read().reveal(), "auth/" + settings.mount()));
    }

    private static Login approle(VaultSettings.AppRole settings, VaultConnection connection) {
        SecretFile secretId = new SecretFile(
                "broker.vault.approle.secret-id-file", settings.secretIdFile().orElseThrow());
        String roleId = settings.roleId().orElseThrow();
        return new Answered(
                "broker.vault.approle.role-id",
                () -> connection
                        .withoutToken()
                        .loginByAppRole(
                                settings.mount(), roleId, secretId.read().reveal()));
    }

    /** A call that the driver makes; its answer is a token. */
    private interface Call {
        AuthResponse make() throws VaultException;
    }

    private record Answered(String setting, Call call) implements Login {
        @Override
        public VaultToken login() throws VaultException {
            return token(call.make());
        }
    }

    static VaultToken token(AuthResponse answer) {
        return new VaultToken(
                SecretString.of(answer.getAuthClientToken()),
                Duration.ofSeconds(answer.getAuthLeaseDuration()),
                answer.isAuthRenewable());
    }

    /** Somebody else logged in and left the token in a file; Vault is asked how long it lives. */
    private record TokenFileLogin(SecretFile file, VaultConnection connection) implements Login {
        @Override
        public VaultToken login() throws VaultException {
            SecretString value = file.read();
            LookupResponse found = connection.with(value).lookupSelf();
            // a token that never ends was made with no life; what is left of others is rounded down
            Duration left = Duration.ofSeconds(found.getCreationTTL() == 0 ? 0 : Math.max(1, found.getTTL()));
            return new VaultToken(value, left, found.isRenewable());
        }

        @Override
        public String setting() {
            return file.setting();
        }
    }
}

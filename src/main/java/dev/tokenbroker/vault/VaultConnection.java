package dev.tokenbroker.vault;

import dev.tokenbroker.secret.SecretString;
import io.github.jopenlibs.vault.EnvironmentLoader;
import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.api.Auth;
import io.github.jopenlibs.vault.api.Logical;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;

/**
 * The driver, set up once: one HTTP client for all calls, since it would make one for each; no retries, since it repeats
 * everything at once; nothing taken from the environment, where it would find tokens that were not meant for us.
 */
final class VaultConnection {
    private static final Duration CONNECT = Duration.ofMillis(500);
    private static final int CALL_SECONDS = 2;
    private static final int TRANSIT_ENGINE = 1;
    private static final int KEY_VALUE_ENGINE = 2;

    private static final EnvironmentLoader NOTHING = new EnvironmentLoader() {
        private static final long serialVersionUID = 1L;

        @Override
        public String loadVariable(String name) {
            return null;
        }
    };

    private final HttpClient http;
    private final String address;
    private final String namespace;

    /** @throws IllegalStateException naming the setting, where the authority's file cannot be used */
    VaultConnection(VaultSettings settings) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(CONNECT);
        settings.caFile().map(Authority::of).ifPresent(client::sslContext);
        this.http = client.build();
        this.address = settings.url().orElseThrow().toString().replaceAll("/+$", "");
        this.namespace = settings.namespace().orElse(null);
    }

    Auth withoutToken() throws VaultException {
        return driver(null, TRANSIT_ENGINE).auth().withNameSpace(namespace);
    }

    Auth with(SecretString token) throws VaultException {
        return driver(token, TRANSIT_ENGINE).auth().withNameSpace(namespace);
    }

    /** Paths as they are. */
    Logical plain(SecretString token) throws VaultException {
        return driver(token, TRANSIT_ENGINE).logical().withNameSpace(namespace);
    }

    /** Paths of the key-value engine, version 2, whose first segment is the mount. */
    Logical keyValue(SecretString token) throws VaultException {
        return driver(token, KEY_VALUE_ENGINE).logical().withNameSpace(namespace);
    }

    private Vault driver(SecretString token, int engine) throws VaultException {
        VaultConfig config = new VaultConfig()
                .environmentLoader(NOTHING)
                .address(address)
                .httpClient(http)
                .readTimeout(CALL_SECONDS);
        // the namespace stays out of it: the driver would log it at each call
        if (token != null) {
            config.token(token.reveal());
        }
        return Vault.create(config.build(), engine);
    }
}

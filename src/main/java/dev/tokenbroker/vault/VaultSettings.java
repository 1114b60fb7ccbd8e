package dev.tokenbroker.vault;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** {@code broker.vault.*} */
public interface VaultSettings {
    /** Address of the server, or of an agent on loopback. */
    Optional<URI> url();

    /** The namespace that mounts and login are in. */
    Optional<String> namespace();

    /** PEM of the authority that signed the server's certificate; the JDK's list where it is not set. */
    Optional<Path> caFile();

    /** How the broker logs in. */
    @WithDefault("kubernetes")
    Method auth();

    Kubernetes kubernetes();

    AppRole approle();

    /** The file that holds a Vault token, for {@code token-file}; read again at each login. */
    Optional<Path> tokenFile();

    Transit transit();

    /** The ways to log in. */
    enum Method {
        KUBERNETES,
        APPROLE,
        TOKEN_FILE
    }

    /** {@code broker.vault.kubernetes.*} */
    interface Kubernetes {
        /** The role that the service account is bound to. */
        Optional<String> role();

        /** Where the auth method is mounted. */
        @WithDefault("kubernetes")
        String mount();

        /** The projected service account token; read again at each login. */
        @WithDefault("/var/run/secrets/vault/token")
        Path tokenFile();
    }

    /** {@code broker.vault.approle.*} */
    interface AppRole {
        Optional<String> roleId();

        /** The file that holds the secret id; read again at each login. */
        Optional<Path> secretIdFile();

        /** Where the auth method is mounted. */
        @WithDefault("approle")
        String mount();
    }

    /** {@code broker.vault.transit.*} */
    interface Transit {
        /** Where the secrets engine is mounted. */
        @WithDefault("transit")
        String mount();

        /** The name of the derived key. */
        @WithDefault("token-broker")
        String key();
    }
}

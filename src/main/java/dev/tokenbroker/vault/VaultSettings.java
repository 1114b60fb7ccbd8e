package dev.tokenbroker.vault;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** {@code broker.vault.*} */
public interface VaultSettings {
    /**
     * Address of the server, {@code https://host:port}; http on loopback alone, for an agent. Needed where
     * {@code broker.keys.provider} is {@code vault}.
     */
    Optional<URI> url();

    /** The namespace that the mounts and the login are in. */
    Optional<String> namespace();

    /**
     * PEM file of the authority that signed the server's certificate; then nothing else is believed. The JDK's own list where it
     * is not set.
     */
    Optional<Path> caFile();

    /** How the broker logs in; the method's own keys are needed then. */
    @WithDefault("kubernetes")
    Method auth();

    Kubernetes kubernetes();

    AppRole approle();

    /**
     * The file in which somebody else keeps a Vault token; read again at each login, and the token is renewed where it can be.
     * Needed where {@code broker.vault.auth} is {@code token-file}.
     */
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
        /** The role that the service account is bound to. Needed where {@code broker.vault.auth} is {@code kubernetes}. */
        Optional<String> role();

        /** Where the Kubernetes auth method is mounted. */
        @WithDefault("kubernetes")
        String mount();

        /** A projected service account token with an audience of its own; read again at each login. */
        @WithDefault("/var/run/secrets/vault/token")
        Path tokenFile();
    }

    /** {@code broker.vault.approle.*} */
    interface AppRole {
        /** The AppRole's role id. Needed where {@code broker.vault.auth} is {@code approle}. */
        Optional<String> roleId();

        /**
         * The file that holds the AppRole's secret id; read again at each login. Needed where {@code broker.vault.auth} is
         * {@code approle}.
         */
        Optional<Path> secretIdFile();

        /** Where the AppRole auth method is mounted. */
        @WithDefault("approle")
        String mount();
    }

    /** {@code broker.vault.transit.*} */
    interface Transit {
        /** Where the Transit engine is mounted. */
        @WithDefault("transit")
        String mount();

        /** The name of a derived key; one that is not derived is refused. */
        @WithDefault("token-broker")
        String key();
    }
}

package dev.tokenbroker.app;

import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.secret.SecretStringConverter;
import io.smallrye.config.WithConverter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code broker.apps.<app>.*}: one Shopify app. */
public interface AppSettings {
    /** The app's client id, as the Dev Dashboard shows it. */
    String clientId();

    /** The client secret itself; {@code client-secret-file} keeps it out of the configuration. */
    @WithConverter(SecretStringConverter.class)
    Optional<SecretString> clientSecret();

    /** The file that holds the client secret. */
    Optional<Path> clientSecretFile();

    /** The field of a key-value secret in Vault that holds it, {@code <mount>/<path>#<field>}; read again every minute. */
    Optional<String> clientSecretVault();

    /** The secret before the last rotation: accepted for signatures, and tried when the current one is refused. */
    @WithConverter(SecretStringConverter.class)
    Optional<SecretString> previousClientSecret();

    /** The file that holds the previous client secret. */
    Optional<Path> previousClientSecretFile();

    /** The field of a key-value secret in Vault that holds the previous client secret. */
    Optional<String> previousClientSecretVault();

    /**
     * The PEM file of an RSA key in PKCS #8, whose public half is registered at Shopify: client-credentials grants are then asked
     * for with a signed assertion. Unverified, and off without it.
     */
    Optional<Path> assertionKeyFile();

    /** The {@code kid} under which it is registered. */
    Optional<String> assertionKeyId();

    /** Access scopes that an install asks for and must be granted. */
    Optional<List<String>> scopes();

    /** Where Shopify reaches the broker from outside. */
    Optional<URI> publicUrl();

    /** Where a merchant's browser goes after an install. */
    Optional<URI> afterInstallUrl();
}

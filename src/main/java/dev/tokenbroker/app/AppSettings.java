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
    /** The app's client id, as the Dev Dashboard shows it; no two apps have the same. */
    String clientId();

    /** The client secret itself. Exactly one of it, {@code client-secret-file} and {@code client-secret-vault} is set. */
    @WithConverter(SecretStringConverter.class)
    Optional<SecretString> clientSecret();

    /** The file that holds the client secret, and nothing else; read at start. */
    Optional<Path> clientSecretFile();

    /**
     * The field of a key-value secret in Vault that holds the client secret, {@code <mount>/<path>#<field>}; read again every
     * minute.
     */
    Optional<String> clientSecretVault();

    /**
     * The secret before the last rotation: accepted for signatures, and tried for token calls where the current one is refused.
     * At most one of it, {@code previous-client-secret-file} and {@code previous-client-secret-vault} is set.
     */
    @WithConverter(SecretStringConverter.class)
    Optional<SecretString> previousClientSecret();

    /** The file that holds the previous client secret, and nothing else; read at start. */
    Optional<Path> previousClientSecretFile();

    /** The field of a key-value secret in Vault that holds the previous client secret; read again every minute. */
    Optional<String> previousClientSecretVault();

    /**
     * PEM file of an RSA key in PKCS #8 whose public half Shopify knows: {@code client_credentials} grants are then asked for by
     * a signed client assertion (RFC 7523), which needs no refresh token. Set together with {@code assertion-key-id}; off
     * without them. Unverified: Shopify has announced it without showing the request.
     */
    Optional<Path> assertionKeyFile();

    /** The {@code kid} under which Shopify knows that key: letters, digits, dots, dashes and underscores. */
    Optional<String> assertionKeyId();

    /**
     * Access scopes, separated by commas: what an install asks for. An installation whose grant lacks one of them is
     * {@code reauthorization_required} with reason {@code missing-scopes}.
     */
    Optional<List<String>> scopes();

    /**
     * Where browsers and Shopify reach the broker: https, or http on loopback; no query, no fragment. Without it nothing is
     * installed through the broker, and {@code reauthorize_url} is null.
     */
    Optional<URI> publicUrl();

    /**
     * Where a merchant's browser goes after an install, with {@code shop} and {@code host} appended; without it there is a small
     * page.
     */
    Optional<URI> afterInstallUrl();
}

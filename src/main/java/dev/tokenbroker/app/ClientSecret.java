package dev.tokenbroker.app;

import dev.tokenbroker.secret.SecretString;

/**
 * One client secret of an app. {@code version} names it without showing it: it is stored with every token pair, since
 * Shopify pins tokens to the secret that minted them.
 */
public record ClientSecret(SecretString value, String version) {}

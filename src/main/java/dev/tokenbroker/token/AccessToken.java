package dev.tokenbroker.token;

import dev.tokenbroker.secret.SecretString;

/** What a caller shows to Shopify's Admin API. Opaque: neither its prefix nor its length means anything to us. */
public record AccessToken(SecretString value) {}

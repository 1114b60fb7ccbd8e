package dev.tokenbroker.token;

import dev.tokenbroker.secret.SecretString;

/** What the broker alone shows to Shopify, once, for the next pair. It appears in no answer of any endpoint. */
public record RefreshToken(SecretString value) {}

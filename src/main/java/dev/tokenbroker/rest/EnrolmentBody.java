package dev.tokenbroker.rest;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.tokenbroker.secret.SecretString;
import java.time.Instant;
import java.util.Optional;

/** What {@code PUT /v1/shops/{shop}} takes; which members belong to which grant, {@link EnrolmentReader} knows. */
record EnrolmentBody(
        String grant,
        @JsonDeserialize(contentUsing = WireToken.class) Optional<SecretString> accessToken,
        @JsonDeserialize(contentUsing = WireToken.class) Optional<SecretString> refreshToken,
        Optional<Long> expiresIn,
        Optional<Instant> expiresAt,
        Optional<Long> refreshTokenExpiresIn,
        Optional<Instant> refreshTokenExpiresAt,
        Optional<String> scope,
        Optional<Long> shopId) {}

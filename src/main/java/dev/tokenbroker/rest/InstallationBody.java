package dev.tokenbroker.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.InstallationStatus;
import dev.tokenbroker.shop.ShopId;
import java.time.Instant;

/** An installation as operators see it; what is not known is null. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record InstallationBody(
        String shop,
        Long shopId,
        String app,
        String state,
        String grant,
        String scope,
        long version,
        Instant accessTokenExpiresAt,
        Instant refreshTokenExpiresAt,
        Instant lastRefreshedAt,
        Instant failingSince,
        String lastFailure,
        String reauthorizeUrl,
        Instant createdAt,
        Instant updatedAt) {

    /** @param reauthorizeUrls where to send the merchant, if it is up to him */
    static InstallationBody of(InstallationStatus status, ReauthorizeUrls reauthorizeUrls) {
        return new InstallationBody(
                status.key().shop().value(),
                status.shopId().map(ShopId::value).orElse(null),
                status.key().app().value(),
                status.state().label(),
                status.grant().label(),
                status.scopes().toString(),
                status.version(),
                status.accessTokenExpiresAt().orElse(null),
                status.refreshTokenExpiresAt().orElse(null),
                status.lastRefreshedAt().orElse(null),
                status.failingSince().orElse(null),
                status.lastFailure().map(FailureCause::label).orElse(null),
                status.state() == InstallationState.REAUTHORIZATION_REQUIRED ? reauthorizeUrls.of(status.key()) : null,
                status.createdAt(),
                status.updatedAt());
    }
}

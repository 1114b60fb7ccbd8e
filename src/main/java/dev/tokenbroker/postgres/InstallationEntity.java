package dev.tokenbroker.postgres;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.InstallationStatus;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.shop.ShopId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;

/** An installation as the listings show it: no token, no key, no lease. Nothing writes through it. */
@Entity(name = "Installation")
@Table(name = "installation")
@Immutable
final class InstallationEntity {
    @Id
    UUID id;

    String app;
    String domain;

    @Column(name = "shop_id")
    Long shopId;

    @Formula("case when uninstall_believed then 'uninstalled' else state end")
    String state;

    @Column(name = "state_since")
    Instant stateSince;

    @Column(name = "state_reason")
    String stateReason;

    @Column(name = "grant_kind")
    String grantKind;

    @Column(columnDefinition = "text")
    String scopes;

    long version;

    @Column(name = "data_key_id")
    UUID dataKeyId;

    @Column(name = "current_pair_id")
    UUID currentPairId;

    @Column(name = "access_token_expires_at")
    Instant accessTokenExpiresAt;

    @Column(name = "refresh_token_expires_at")
    Instant refreshTokenExpiresAt;

    @Column(name = "last_refreshed_at")
    Instant lastRefreshedAt;

    @Column(name = "failing_since")
    Instant failingSince;

    @Column(name = "last_failure")
    String lastFailure;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    InstallationStatus toStatus() {
        return new InstallationStatus(
                new InstallationKey(new AppName(app), new ShopDomain(domain)),
                Optional.ofNullable(shopId).map(ShopId::new),
                InstallationState.ofLabel(state).orElseThrow(),
                Optional.ofNullable(stateReason),
                GrantKind.ofLabel(grantKind).orElseThrow(),
                Scopes.parse(scopes),
                version,
                Optional.ofNullable(accessTokenExpiresAt),
                Optional.ofNullable(refreshTokenExpiresAt),
                Optional.ofNullable(lastRefreshedAt),
                Optional.ofNullable(failingSince),
                Optional.ofNullable(lastFailure).map(FailureCause::ofLabel),
                createdAt,
                updatedAt);
    }
}

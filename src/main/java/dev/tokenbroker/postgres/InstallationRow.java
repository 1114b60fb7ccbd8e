package dev.tokenbroker.postgres;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.Confirmation;
import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.installation.Failing;
import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.HeldToken;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.Sighting;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.shop.ShopId;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an {@link Installation} from the columns of {@link #COLUMNS}. */
final class InstallationRow {
    /**
     * Of {@code installation i} and its current {@code token_pair p}. Spans are computed here, because only the database's
     * clock counts; {@code $1} is the age that a renewed pair must have. A lease more than five minutes ahead was written
     * under another clock and binds nobody. While an uninstallation is believed but not confirmed, that is the state to be
     * seen; the row keeps its own, since renewals go on and may refute it.
     */
    static final String COLUMNS = """
            i.id, i.app, i.domain, i.shop_id, i.grant_kind, i.scopes, i.version,
            case when i.uninstall_believed then 'uninstalled' else i.state end as state,
            case when i.uninstall_believed then i.uninstall_reported_at else i.state_since end as state_since,
            case when not i.uninstall_believed then i.state_reason end as state_reason,
            i.data_key_id, i.wrapped_data_key, i.current_pair_id, p.access_token_sealed,
            i.access_token_expires_at, i.granted_seconds, i.renew_at, i.refresh_token_expires_at,
            i.failing_since, i.last_failure, i.acquisition_unsettled, i.migration_secret_version, i.last_refreshed_at, i.created_at, i.updated_at,
            extract(epoch from i.access_token_expires_at - now())::float8 as remaining,
            extract(epoch from i.renew_at - now())::float8 as until_renewal,
            extract(epoch from now() - i.confirmed_at)::float8 as confirmed_for,
            extract(epoch from now() - i.failing_since)::float8 as failing_for,
            case when i.lease_until <= now() + interval '5 min'
              then extract(epoch from i.lease_until - now())::float8 end as leased_for,
            extract(epoch from greatest(i.not_before, i.renewed_at + $1 * interval '1 second') - now())::float8
              as renewable_in
            """;

    /** Of a row of {@code installation}: nobody holds it, or only by a clock that is not this database's. */
    static final String LEASE_FREE =
            "(lease_until is null or lease_until <= now() or lease_until > now() + interval '5 min')";

    /** The current pair, if there is one. */
    static final String JOIN = " left join token_pair p on p.installation_id = i.id and p.pair_id = i.current_pair_id ";

    private InstallationRow() {}

    /** @param askedAtNanos as for one */
    static List<Installation> all(RowSet<Row> rows, long askedAtNanos) {
        List<Installation> all = new ArrayList<>();
        rows.forEach(row -> all.add(read(row, askedAtNanos)));
        return all;
    }

    static InstallationKey key(Row row) {
        return new InstallationKey(new AppName(row.getString("app")), new ShopDomain(row.getString("domain")));
    }

    /** @param row of an installation with a data key, or of one that was uninstalled */
    static Sighting<Installation> sighting(Row row, long askedAtNanos) {
        return row.getUUID("data_key_id") == null
                ? Sighting.departed(instant(row, "state_since").orElseThrow())
                : Sighting.of(read(row, askedAtNanos));
    }

    /** @param askedAtNanos when the statement was sent, on the monotonic clock */
    static Installation read(Row row, long askedAtNanos) {
        return new Installation(
                row.getUUID("id"),
                key(row),
                Optional.ofNullable(row.getLong("shop_id")).map(ShopId::new),
                InstallationState.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)),
                instant(row, "state_since").orElseThrow(),
                Optional.ofNullable(row.getString("state_reason")),
                GrantKind.valueOf(row.getString("grant_kind").toUpperCase(java.util.Locale.ROOT)),
                Scopes.parse(row.getString("scopes")),
                row.getLong("version"),
                new DataKeyRef(
                        row.getUUID("data_key_id"),
                        row.getBuffer("wrapped_data_key").getBytes()),
                token(row),
                instant(row, "refresh_token_expires_at"),
                span(row, "renewable_in"),
                span(row, "leased_for"),
                instant(row, "failing_since").map(since -> new Failing(since, span(row, "failing_for"), failure(row))),
                confirmation(row),
                Optional.ofNullable(row.getString("migration_secret_version")),
                instant(row, "last_refreshed_at"),
                instant(row, "created_at").orElseThrow(),
                instant(row, "updated_at").orElseThrow(),
                askedAtNanos);
    }

    private static Optional<HeldToken> token(Row row) {
        return Optional.ofNullable(row.getBuffer("access_token_sealed"))
                .map(token -> new HeldToken(row.getUUID("current_pair_id"), token.getBytes(), expiry(row)));
    }

    private static Optional<HeldToken.Expiry> expiry(Row row) {
        return instant(row, "access_token_expires_at")
                .map(end -> new HeldToken.Expiry(
                        end,
                        seconds(row.getDouble("remaining")),
                        Duration.ofSeconds(row.getInteger("granted_seconds")),
                        instant(row, "renew_at").orElse(end),
                        seconds(row.getDouble("until_renewal"))));
    }

    private static Confirmation confirmation(Row row) {
        return new Confirmation(
                Optional.ofNullable(row.getDouble("confirmed_for")).map(InstallationRow::seconds),
                row.getBoolean("acquisition_unsettled"));
    }

    private static FailureCause failure(Row row) {
        return FailureCause.ofLabel(row.getString("last_failure"));
    }

    private static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    /** Zero where the span is over, or never began. */
    private static Duration span(Row row, String column) {
        Double value = row.getDouble(column);
        return value == null || value <= 0 ? Duration.ZERO : seconds(value);
    }

    private static Duration seconds(double value) {
        return Duration.ofNanos(Math.round(value * 1e9));
    }
}

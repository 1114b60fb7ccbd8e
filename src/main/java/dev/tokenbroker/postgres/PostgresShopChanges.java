package dev.tokenbroker.postgres;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.audit.EventType;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.ShopChanges;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.shop.ShopId;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Changes of a shop, each in one statement or transaction that may be repeated. */
@ApplicationScoped
class PostgresShopChanges implements ShopChanges {
    private static final String OF = "select " + InstallationRow.COLUMNS + " from installation i "
            + InstallationRow.JOIN + " where i.app = $2 and i.shop_id = $3 and i.data_key_id is not null";

    private static final String IDENTIFY = """
            update installation i set shop_id = $3, updated_at = now()
            where i.app = $1 and i.domain = $2 and i.shop_id is null and i.data_key_id is not null
              and not exists (select 1 from installation other where other.app = $1 and other.shop_id = $3)
            """;

    /** A renewal under way may bring the scopes of before: the pair that it brings is renewed again. */
    private static final String RENEW_SOON =
            """
            update installation set must_renew = true, next_due_at = least(next_due_at, now()),
              claims_since_record = claims_since_record + case when lease_until > now() then 1 else 0 end,
              state = case when %1$s then 'active' else state end,
              state_since = case when %1$s then now() else state_since end,
              state_reason = case when %1$s then null else state_reason end, updated_at = now()
            where app = $1 and domain = $2 and data_key_id is not null and grant_kind in ('expiring', 'client_credentials')
            returning id
            """.formatted("($3 and state = 'reauthorization_required' and state_reason = 'missing-scopes')");

    private static final String RESCOPE = """
            update installation set scopes = $3,
              state = case when not $4 then 'reauthorization_required' else 'active' end,
              state_reason = case when not $4 then 'missing-scopes' end,
              state_since = case when state = case when $4 then 'active' else 'reauthorization_required' end
                then state_since else now() end, updated_at = now()
            where id = $1 and data_key_id = $2
              and (state = 'active' or state = 'reauthorization_required' and state_reason = 'missing-scopes')
            returning id
            """;

    private static final String TAKEN = "select 1 from installation where app = $1 and domain = $2 and id <> $3";

    private static final String STILL_THERE = """
            select 1 from installation
            where id = $1 and domain = $2 and data_key_id is not null
              and coalesce(domain_since, acquired_at, created_at) < $3
            for no key update
            """;

    private static final String RENAME =
            "update installation set domain = $2, domain_since = $3, updated_at = now() where id = $1";

    private final Database database;
    private final Ticker ticker;
    private final Duration settle;

    PostgresShopChanges(Database database, Ticker ticker, RefreshSettings refresh) {
        this.database = database;
        this.ticker = ticker;
        this.settle = refresh.settle();
    }

    @Override
    public Uni<Optional<Installation>> of(AppName app, ShopId shopId) {
        long askedAt = ticker.nanos();
        return database.query(OF, Tuple.of(Database.seconds(settle), app.value(), shopId.value()))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(InstallationRow.read(row, askedAt));
                    }
                    return Optional.empty();
                });
    }

    @Override
    public Uni<Void> identify(InstallationKey key, ShopId shopId) {
        return database.query(IDENTIFY, Tuple.of(key.app().value(), key.shop().value(), shopId.value()))
                .replaceWithVoid();
    }

    @Override
    public Uni<Boolean> renewSoon(InstallationKey key, boolean sufficient) {
        Tuple parameters = Tuple.of(key.app().value(), key.shop().value(), sufficient);
        return database.transaction(connection -> connection
                .preparedQuery(RENEW_SOON)
                .execute(parameters)
                .flatMap(updated -> updated.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : Announcement.toReplicas(
                                        connection, updated.iterator().next().getUUID("id"))
                                .replaceWith(true)));
    }

    @Override
    public Uni<Void> rescope(Installation installation, Scopes granted, boolean sufficient) {
        Tuple parameters = Tuple.of(installation.id(), installation.dataKey().id(), granted.toString(), sufficient);
        return database.transaction(connection -> connection
                .preparedQuery(RESCOPE)
                .execute(parameters)
                .flatMap(updated -> updated.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : Announcement.toReplicas(connection, installation.id())));
    }

    @Override
    public Uni<Renaming> rename(Installation installation, ShopDomain domain, Instant triggeredAt) {
        UUID id = installation.id();
        OffsetDateTime since = triggeredAt.atOffset(ZoneOffset.UTC);
        Tuple present = Tuple.of(id, installation.key().shop().value(), since);
        Tuple taken = Tuple.of(installation.key().app().value(), domain.value(), id);
        return database.transaction(connection -> found(connection, STILL_THERE, present)
                .flatMap(there -> there
                        ? found(connection, TAKEN, taken)
                                .flatMap(other -> other
                                        ? refuse(connection, id)
                                        : rename(connection, Tuple.of(id, domain.value(), since)))
                        : Uni.createFrom().item(Renaming.LATE)));
    }

    private static Uni<Boolean> found(SqlConnection connection, String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters).map(rows -> rows.size() > 0);
    }

    private static Uni<Renaming> refuse(SqlConnection connection, UUID id) {
        return Announcement.toRecord(
                        connection, id, EventType.RENAME_REFUSED, PostgresDepartures.ACTOR, Optional.of("domain-taken"))
                .replaceWith(Renaming.DOMAIN_TAKEN);
    }

    /** Told under both domains. A row that takes the new one meanwhile fails it, and it is tried again. */
    private static Uni<Renaming> rename(SqlConnection connection, Tuple to) {
        UUID id = to.getUUID(0);
        return tell(connection, id, "old-domain")
                .chain(() -> connection.preparedQuery(RENAME).execute(to))
                .chain(() -> tell(connection, id, "new-domain"))
                .replaceWith(Renaming.RENAMED);
    }

    private static Uni<Void> tell(SqlConnection connection, UUID id, String detail) {
        return Announcement.of(connection, id, EventType.RENAMED, PostgresDepartures.ACTOR, Optional.of(detail));
    }
}

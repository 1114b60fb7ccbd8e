package dev.tokenbroker.postgres;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.audit.EventType;
import dev.tokenbroker.installation.Claim;
import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.installation.HeldToken;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.Sighting;
import dev.tokenbroker.shop.ShopId;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Installations in PostgreSQL. */
@ApplicationScoped
class PostgresInstallationStore implements InstallationStore {
    /** A living row keeps its key, whoever offers another. */
    private static final String ENROL = """
            insert into installation (id, app, domain, data_key_id, wrapped_data_key) values ($1, $2, $3, $4, $5)
            on conflict (app, domain) do update
              set data_key_id = excluded.data_key_id, wrapped_data_key = excluded.wrapped_data_key,
                state = 'active', state_since = now(), state_reason = null, grant_kind = 'expiring', shop_id = null,
                created_at = now(), updated_at = now()
              where installation.data_key_id is null and installation.id = excluded.id
            """;

    private static final String TOMBSTONE = "select id from installation where app = $1 and domain = $2";

    private static final String BELONGS_ELSEWHERE = """
            select exists (select 1 from installation where app = $1 and domain <> $2 and shop_id = $3
              and data_key_id is not null) as elsewhere
            """;

    private static final String HAS_HELD = """
            select exists (select 1 from event
              where installation_id = $1 and data_key_id = $2 and refresh_fingerprint = $3) as held
            """;

    private static final String IS_CURRENT = """
            select exists (select 1 from event
              where installation_id = $1 and pair_id = $2 and access_fingerprint = $3) as current
            """;

    private static final String ERASE = "update installation set " + Erasure.COLUMNS + ", " + Erasure.UNSEEN + """
             where app = $1 and domain = $2 and (data_key_id is not null or state = 'uninstalled')
            returning id
            """;

    private static final String PRUNE = """
            with recursive ancestor as (
              select parent_pair_id from token_pair where installation_id = $1 and pair_id = $2
              union
              select p.parent_pair_id from token_pair p join ancestor a on p.pair_id = a.parent_pair_id
              where p.installation_id = $1
            )
            delete from token_pair p using ancestor a, installation i
            where p.installation_id = $1 and p.pair_id = a.parent_pair_id and i.id = $1
              and p.pair_id is distinct from i.current_pair_id
            """;

    private final Database database;
    private final Ticker ticker;
    private final RowReads reads;

    PostgresInstallationStore(Database database, Ticker ticker, RefreshSettings refresh) {
        this.database = database;
        this.ticker = ticker;
        this.reads = new RowReads(database, ticker, refresh.settle());
    }

    @Override
    public Uni<Sighting<Installation>> look(InstallationKey key) {
        return reads.find(key);
    }

    @Override
    public Uni<Optional<LeasedInstallation>> claim(Claim claim) {
        UUID attempt = UUID.randomUUID();
        long askedAt = ticker.nanos();
        return database.query(ClaimStatement.SQL, ClaimStatement.parameters(claim, attempt))
                .map(Database::first)
                .map(claimed -> claimed.map(row -> new PostgresLease(
                        database,
                        ticker,
                        new Attempt(claim, attempt, row.getLong("fence"), InstallationRow.read(row, askedAt)),
                        ClaimStatement.candidate(row))));
    }

    @Override
    public Uni<Installation> enrol(InstallationKey key, UUID id, DataKeyRef dataKey) {
        Tuple parameters =
                Tuple.of(id, key.app().value(), key.shop().value(), dataKey.id(), Buffer.buffer(dataKey.wrapped()));
        return database.query(ENROL, parameters).chain(() -> find(key)).map(Optional::orElseThrow);
    }

    @Override
    public Uni<UUID> identify(InstallationKey key) {
        return database.query(TOMBSTONE, Tuple.of(key.app().value(), key.shop().value()))
                .map(Database::first)
                .map(row -> row.map(found -> found.getUUID("id")).orElseGet(UUID::randomUUID));
    }

    @Override
    public Uni<Boolean> belongsElsewhere(InstallationKey key, ShopId shopId) {
        Tuple parameters = Tuple.of(key.app().value(), key.shop().value(), shopId.value());
        return database.query(BELONGS_ELSEWHERE, parameters)
                .map(rows -> rows.iterator().next().getBoolean("elsewhere"));
    }

    @Override
    public Uni<Boolean> hasHeld(Installation installation, String refreshTokenFingerprint) {
        Tuple parameters = Tuple.of(installation.id(), installation.dataKey().id(), refreshTokenFingerprint);
        return database.query(HAS_HELD, parameters)
                .map(rows -> rows.iterator().next().getBoolean("held"));
    }

    @Override
    public Uni<Boolean> isCurrent(Installation installation, String accessTokenFingerprint) {
        Tuple parameters = Tuple.of(
                installation.id(), installation.token().map(HeldToken::pairId).orElse(null), accessTokenFingerprint);
        return database.query(IS_CURRENT, parameters)
                .map(rows -> rows.iterator().next().getBoolean("current"));
    }

    @Override
    public Uni<Boolean> erase(InstallationKey key, Actor actor) {
        return database.transaction(connection -> connection
                .preparedQuery(ERASE)
                .execute(Tuple.of(key.app().value(), key.shop().value()))
                .map(Database::first)
                .flatMap(row -> row.map(erased -> wipe(connection, erased.getUUID("id"), actor))
                        .orElseGet(() -> Uni.createFrom().item(false))));
    }

    private static Uni<Boolean> wipe(SqlConnection connection, UUID id, Actor actor) {
        return Erasure.wipe(connection, id)
                .chain(() -> Announcement.of(connection, id, EventType.ERASED, actor, Optional.empty()))
                .replaceWith(true);
    }

    @Override
    public Uni<Void> prune(Installation installation, UUID proven) {
        return database.query(PRUNE, Tuple.of(installation.id(), proven)).replaceWithVoid();
    }
}

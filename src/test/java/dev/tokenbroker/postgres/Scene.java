package dev.tokenbroker.postgres;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.installation.Claim;
import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.LeasedInstallation.Recorded;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.ReceivedPair.Attribution;
import dev.tokenbroker.installation.ReceivedPair.Life;
import dev.tokenbroker.installation.ReceivedPair.RefreshLife;
import dev.tokenbroker.installation.Settlement;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.world.DevelopmentWorld;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One installation in the real database, changed through the store as replicas would, and by hand where time has to pass. Its
 * app is not configured, so that the broker that runs beside leaves it alone.
 */
final class Scene {
    static final Duration SETTLE = Duration.ofSeconds(60);
    private static final AtomicInteger SHOPS = new AtomicInteger();
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);

    final InstallationKey key;
    private final InstallationStore store;
    private final DevelopmentWorld world;

    /** Enrolled, without a pair yet. */
    Scene(InstallationStore store, DevelopmentWorld world) {
        this.store = store;
        this.world = world;
        this.key = new InstallationKey(
                new AppName("elsewhere"), new ShopDomain("scene-" + SHOPS.incrementAndGet() + ".myshopify.com"));
        enrol();
    }

    private Scene(InstallationStore store, DevelopmentWorld world, InstallationKey key) {
        this.store = store;
        this.world = world;
        this.key = key;
    }

    /** The installation that has this domain now. */
    Scene at(ShopDomain domain) {
        return new Scene(store, world, new InstallationKey(key.app(), domain));
    }

    Installation enrol() {
        UUID id = store.identify(key).await().indefinitely();
        return store.enrol(key, id, new DataKeyRef(UUID.randomUUID(), new byte[] {1}))
                .await()
                .indefinitely();
    }

    Installation row() {
        return store.find(key).await().indefinitely().orElseThrow();
    }

    /** Imports a first pair. */
    UUID imported() {
        ReceivedPair pair = pair(Optional.empty());
        record(claim(Claim.Kind.IMPORT, false, false).orElseThrow(), pair);
        return pair.pairId();
    }

    Optional<LeasedInstallation> renewal() {
        return claim(Claim.Kind.RENEWAL, false, false);
    }

    Optional<LeasedInstallation> forced() {
        return claim(Claim.Kind.RENEWAL, true, false);
    }

    Optional<LeasedInstallation> canary() {
        return claim(Claim.Kind.RENEWAL, false, true);
    }

    Optional<LeasedInstallation> acquisition() {
        return claim(Claim.Kind.IMPORT, false, false);
    }

    private Optional<LeasedInstallation> claim(Claim.Kind kind, boolean forced, boolean canary) {
        return claim(row(), kind, 0, forced, canary);
    }

    Optional<LeasedInstallation> renewalOf(Installation seen) {
        return claim(seen, Claim.Kind.RENEWAL, 0, false, false);
    }

    /** By a replica that saw this version before the database lost it. */
    Optional<LeasedInstallation> exchangeOf(Installation seen) {
        return claim(seen, Claim.Kind.ID_TOKEN, 0, false, false);
    }

    Optional<LeasedInstallation> renewalKnowing(long version) {
        return claim(row(), Claim.Kind.RENEWAL, version, false, false);
    }

    private Optional<LeasedInstallation> claim(
            Installation seen, Claim.Kind kind, long known, boolean forced, boolean canary) {
        return store.claim(new Claim(
                        seen.id(),
                        seen.dataKey().id(),
                        kind,
                        seen.version(),
                        known,
                        "sim",
                        LEASE,
                        SETTLE,
                        forced,
                        canary))
                .await()
                .indefinitely();
    }

    /** A pair that just came, an hour and ninety days long. */
    ReceivedPair pair(Optional<UUID> parent) {
        return new ReceivedPair(
                UUID.randomUUID(),
                parent,
                GrantKind.EXPIRING,
                new byte[] {2},
                Optional.of(new byte[] {3}),
                Optional.of(new Life(HOUR, HOUR, Duration.ofMinutes(30), Optional.empty())),
                Optional.of(new RefreshLife(Duration.ofDays(90), Duration.ofDays(69), Optional.empty())),
                System.nanoTime(),
                Duration.ofMinutes(30),
                false,
                Scopes.parse("read_products"),
                false,
                Optional.empty(),
                Optional.of("0badcafe"),
                new Attribution(Actor.of("sweep"), "a".repeat(16), Optional.of("b".repeat(16))));
    }

    static Recorded record(LeasedInstallation lease, ReceivedPair pair) {
        return lease.record(pair).await().indefinitely();
    }

    static Optional<Installation> settle(LeasedInstallation lease, Settlement settlement) {
        return lease.settle(settlement).await().indefinitely();
    }

    /** Renews once, long enough ago for the next renewal to be allowed. */
    UUID renewed(UUID parent) {
        ReceivedPair pair = pair(Optional.of(parent));
        record(renewal().orElseThrow(), pair);
        settled();
        return pair.pairId();
    }

    /** The database refuses to write to this table where the condition over {@code new} holds. */
    void refuse(String table, String operation, String condition) {
        String name = "sim_refuse_" + table + "_" + key.shop().value().replaceAll("\\W", "_");
        run("create function " + name
                + "() returns trigger language plpgsql as $$ begin raise exception 'sim'; end $$");
        run("create trigger " + name + " before " + operation + " on " + table + " for each row when (new."
                + (table.equals("event") ? "installation_id" : "id") + " = '" + row().id() + "' and " + condition
                + ") execute function " + name + "()");
    }

    void accept(String table) {
        String name = "sim_refuse_" + table + "_" + key.shop().value().replaceAll("\\W", "_");
        run("drop function " + name + " cascade");
    }

    /** As if its commit had never reached the standby that is the primary now. */
    void lose(ReceivedPair pair) {
        run("delete from token_pair where pair_id = '" + pair.pairId() + "'");
    }

    void erase() {
        store.erase(key, Actor.of("sim")).await().indefinitely();
    }

    void prune(UUID proven) {
        store.prune(row(), proven).await().indefinitely();
    }

    void leaseEnds() {
        change("installation set lease_until = now() - interval '1 second'");
    }

    void backOffEnds() {
        change("installation set not_before = now() - interval '1 second'");
    }

    void settled() {
        change("installation set renewed_at = renewed_at - interval '61 seconds'");
        change("token_pair set received_at = received_at - interval '61 seconds'");
    }

    /** {@code update <this> where} it is this installation's. */
    void change(String update) {
        String owner = update.startsWith("token_pair") ? "installation_id" : "id";
        run("update " + update + " where " + owner + " = (" + id() + ")");
    }

    /** An expression over the row, as text; null where it is. */
    String of(String expression) {
        return ask("select " + expression + " from installation where id = (" + id() + ")");
    }

    long seconds(String expression) {
        return Math.round(Double.parseDouble(of("extract(epoch from " + expression + ")")));
    }

    /** An expression over the ledger, as text. */
    String ledger(String expression) {
        return ask("select " + expression + " from token_pair where installation_id = (" + id() + ")");
    }

    long events(String type) {
        return Long.parseLong(
                ask("select count(*) from event where installation_id = (" + id() + ") and type = '" + type + "'"));
    }

    private String id() {
        return "select id from installation where app = 'elsewhere' and domain = '" + key.shop() + "'";
    }

    private void run(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException broken) {
            throw new AssertionError(sql, broken);
        }
    }

    private String ask(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getString(1);
        } catch (SQLException broken) {
            throw new AssertionError(sql, broken);
        }
    }

    private Connection connect() throws SQLException {
        return world.database().connect();
    }
}

package dev.tokenbroker.postgres;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.audit.EventType;
import dev.tokenbroker.installation.Claim;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.LeasedInstallation.Recorded;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.ReceivedPair.Life;
import dev.tokenbroker.installation.ReceivedPair.RefreshLife;
import dev.tokenbroker.shop.ShopId;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.sqlclient.DatabaseException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Writes one received pair under one attempt. May be run again for the same pair: it then finds its own work done. */
final class RecordTransaction {
    private static final Logger LOG = Logger.getLogger(RecordTransaction.class);

    /** How much of it is written: each step leaves out what the step before may have failed by. */
    private enum Extent {
        WHOLE,
        WITHOUT_EVENT,
        LEDGER_ALONE
    }

    private final Database database;
    private final Ticker ticker;
    private final Attempt attempt;
    private final ReceivedPair pair;

    RecordTransaction(Database database, Ticker ticker, Attempt attempt, ReceivedPair pair) {
        this.database = database;
        this.ticker = ticker;
        this.attempt = attempt;
        this.pair = pair;
    }

    /**
     * Where the database refuses a statement, rather than being away, the rest is tried without it: nothing that is merely
     * derived from the pair may cost the pair.
     */
    Uni<Recorded> run() {
        return write(Extent.WHOLE)
                .onFailure(RecordTransaction::refusedByDatabase)
                .recoverWithUni(() -> write(Extent.WITHOUT_EVENT)
                        .onFailure(RecordTransaction::refusedByDatabase)
                        .recoverWithUni(() -> write(Extent.LEDGER_ALONE))
                        .call(this::eventAfterwards));
    }

    /**
     * Into the ledger, without a word to anybody: it is about to become current, or to be taken out again. An installation that
     * needs its merchant is active from now on, since the process may end before either.
     */
    Uni<Void> ahead() {
        return database.transaction(connection -> inSameLife(connection)
                .flatMap(same -> same
                        ? durably(connection)
                                .chain(() -> execute(connection, RecordStatements.LEDGER, ledger()))
                                .chain(() -> revive(connection))
                        : Uni.createFrom().nullItem())
                .replaceWithVoid());
    }

    /** Into the ledger alone; the row is woken where the pair is not its current one. */
    Uni<Void> restore() {
        return write(Extent.LEDGER_ALONE).replaceWithVoid();
    }

    private static boolean refusedByDatabase(Throwable failure) {
        return failure.getCause() instanceof DatabaseException;
    }

    private Uni<Recorded> write(Extent extent) {
        long begunAt = ticker.nanos();
        return database.transaction(connection -> inSameLife(connection)
                .flatMap(same -> same
                        ? write(connection, extent, begunAt)
                        : Uni.createFrom().item(new Recorded.AnotherLife())));
    }

    private Uni<Boolean> inSameLife(SqlConnection connection) {
        Installation row = attempt.installation();
        return execute(
                        connection,
                        RecordStatements.SAME_LIFE,
                        Tuple.of(row.id(), row.dataKey().id()))
                .map(life -> life.size() > 0);
    }

    private Uni<Recorded> write(SqlConnection connection, Extent extent, long begunAt) {
        return durably(connection)
                .chain(() -> execute(connection, RecordStatements.LEDGER, ledger()))
                .flatMap(inserted ->
                        extent == Extent.LEDGER_ALONE ? Uni.createFrom().item(false) : pointer(connection))
                .call(current -> current ? tellReplicas(connection) : wake(connection))
                .call(current -> extent == Extent.WHOLE
                        ? event(connection, current)
                        : Uni.createFrom().voidItem())
                .flatMap(current -> reload(connection, begunAt));
    }

    private Uni<Void> eventAfterwards(Recorded recorded) {
        return recorded instanceof Recorded.AnotherLife
                ? Uni.createFrom().voidItem()
                : database.transaction(connection -> event(connection, recorded instanceof Recorded.Current))
                        .onFailure()
                        .invoke(failure -> LOG.errorf(
                                "pair %s of installation %s is recorded, but the audit record lacks it: %s",
                                pair.pairId(), attempt.installation().id(), failure.getMessage()))
                        .onFailure()
                        .recoverWithNull();
    }

    private Uni<Void> durably(SqlConnection connection) {
        return attempt.acquisition()
                ? execute(connection, RecordStatements.SYNCHRONOUSLY, Tuple.tuple())
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private Tuple ledger() {
        Installation row = attempt.installation();
        Optional<RefreshLife> refresh = pair.refreshLife();
        return Tuple.tuple()
                .addUUID(row.id())
                .addUUID(pair.pairId())
                .addUUID(row.dataKey().id())
                .addUUID(pair.parent().orElse(null))
                .addUUID(attempt.id())
                .addString(attempt.claim().kind().label())
                .addString(pair.grant().label())
                .addValue(Buffer.buffer(pair.sealedAccessToken()))
                .addValue(pair.sealedRefreshToken().map(Buffer::buffer).orElse(null))
                .addDouble(elapsed())
                .addInteger(pair.life()
                        .map(life -> (int) life.granted().toSeconds())
                        .orElse(null))
                .addDouble(pair.life()
                        .map(Life::renewBeforeEnd)
                        .map(Database::seconds)
                        .orElse(null))
                .addOffsetDateTime(pair.life()
                        .flatMap(Life::end)
                        .map(RecordTransaction::utc)
                        .orElse(null))
                .addDouble(refresh.map(RefreshLife::left).map(Database::seconds).orElse(null))
                .addDouble(refresh.map(RefreshLife::keepAliveBeforeEnd)
                        .map(Database::seconds)
                        .orElse(null))
                .addOffsetDateTime(refresh.flatMap(RefreshLife::end)
                        .map(RecordTransaction::utc)
                        .orElse(null))
                .addString(pair.scopes().toString())
                .addString(pair.secretVersion().orElse(null))
                .addDouble(pair.life().map(Life::left).map(Database::seconds).orElse(null));
    }

    private Uni<?> revive(SqlConnection connection) {
        return attempt.installation().state() == InstallationState.ACTIVE
                ? Uni.createFrom().voidItem()
                : execute(connection, RecordStatements.REVIVE, attempt.underLease());
    }

    private Uni<Boolean> pointer(SqlConnection connection) {
        Installation row = attempt.installation();
        Tuple parameters = Tuple.tuple()
                .addUUID(row.id())
                .addLong(attempt.fence())
                .addUUID(attempt.id())
                .addUUID(row.dataKey().id())
                .addLong(attempt.knownVersion())
                .addLong(pair.shopId().map(ShopId::value).orElse(null))
                .addBoolean(pair.lacksScopes())
                .addBoolean(pair.resent())
                .addDouble(Database.seconds(pair.confirmAfter()))
                .addUUID(pair.pairId())
                .addBoolean(confirmed())
                .addDouble(elapsed());
        return execute(connection, RecordStatements.POINTER, parameters).map(updated -> updated.rowCount() > 0);
    }

    /** Shopify itself said that the grant lives: by a renewal, or to the question who is there. */
    private boolean confirmed() {
        return attempt.claim().kind() == Claim.Kind.RENEWAL
                || attempt.claim().kind() != Claim.Kind.IMPORT && pair.shopId().isPresent();
    }

    private double elapsed() {
        return (ticker.nanos() - pair.sentAtNanos()) / 1e9;
    }

    private Uni<Void> wake(SqlConnection connection) {
        Installation row = attempt.installation();
        return execute(
                        connection,
                        RecordStatements.WAKE,
                        Tuple.of(row.id(), row.dataKey().id(), pair.pairId()))
                .replaceWithVoid();
    }

    /** An ordinary rotation needs no news: the older token lives to its end. Another grant, or less of one, does. */
    private Uni<Void> tellReplicas(SqlConnection connection) {
        return attempt.acquisition() || pair.lacksScopes()
                ? Announcement.toReplicas(connection, attempt.installation().id())
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> event(SqlConnection connection, boolean current) {
        Actor actor = pair.attribution().actor();
        EventType type = current ? brought(attempt.claim().kind()) : EventType.OVERTAKEN;
        Tuple parameters = Tuple.tuple()
                .addUUID(attempt.installation().id())
                .addString(type.label())
                .addString(actor.name())
                .addString(pair.grant().label())
                .addUUID(pair.pairId())
                .addString(pair.attribution().accessToken())
                .addString(pair.attribution().refreshToken().orElse(null))
                .addString(actor.requestId().orElse(null));
        return execute(connection, RecordStatements.EVENT, parameters).replaceWithVoid();
    }

    private static EventType brought(Claim.Kind kind) {
        return switch (kind) {
            case RENEWAL -> EventType.RENEWED;
            case IMPORT -> EventType.ENROLLED;
            case MIGRATION -> EventType.MIGRATED;
            case CODE, ID_TOKEN -> EventType.ACQUIRED;
        };
    }

    private Uni<Recorded> reload(SqlConnection connection, long begunAt) {
        Tuple parameters = Tuple.of(
                Database.seconds(attempt.claim().settle()),
                attempt.installation().id(),
                pair.pairId());
        // now() is the beginning of the transaction there
        return execute(connection, RecordStatements.RELOAD, parameters).map(rows -> {
            Row row = rows.iterator().next();
            Installation now = InstallationRow.read(row, begunAt);
            return Boolean.TRUE.equals(row.getBoolean("is_current"))
                    ? new Recorded.Current(now)
                    : new Recorded.InLedger(now);
        });
    }

    private static Uni<RowSet<Row>> execute(SqlConnection connection, String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

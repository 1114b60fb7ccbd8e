package dev.tokenbroker.postgres;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.audit.EventType;
import dev.tokenbroker.installation.Candidate;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.LeasedInstallation;
import dev.tokenbroker.installation.ReceivedPair;
import dev.tokenbroker.installation.Settlement;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/** A lease whose every write names its fence and attempt. */
final class PostgresLease implements LeasedInstallation {
    private static final String EXTEND = """
            update installation set lease_until = now() + $1 * interval '1 second', next_due_at = now() + $1 * interval '1 second'
            where id = $2 and fence = $3 and attempt_id = $4
            """;

    private static final String CLIENT_CREDENTIALS = """
            with i as (
              update installation set grant_kind = 'client_credentials', current_pair_id = null, state = 'active',
                state_reason = null, state_since = case when state = 'active' then state_since else now() end,
                access_token_expires_at = null, granted_seconds = null, renew_at = null, refresh_token_expires_at = null,
                keep_alive_at = null, next_due_at = null, must_renew = false, renewed_at = null, not_before = null,
                lease_owner = null, lease_until = null, attempt_id = null, claims_since_record = 0,
                failing_since = null, last_failure = null, suspicion = null, suspicion_since = null, updated_at = now(),
                acquired_at = attempt_started_at, uninstall_believed = false,
                uninstall_reported_at = case when attempt_started_at <= uninstall_reported_at then uninstall_reported_at end
              where id = $2 and fence = $3 and attempt_id = $4
              returning *
            )
            select %s from i %s
            """.formatted(InstallationRow.COLUMNS, InstallationRow.JOIN);

    private final Database database;
    private final Ticker ticker;
    private final Attempt attempt;
    private final Optional<Candidate> firstCandidate;

    PostgresLease(Database database, Ticker ticker, Attempt attempt, Optional<Candidate> firstCandidate) {
        this.database = database;
        this.ticker = ticker;
        this.attempt = attempt;
        this.firstCandidate = firstCandidate;
    }

    @Override
    public Installation installation() {
        return attempt.installation();
    }

    @Override
    public Optional<Candidate> firstCandidate() {
        return firstCandidate;
    }

    @Override
    public Uni<Step> afterRefusalOf(UUID refused) {
        Tuple parameters = Tuple.of(
                Database.seconds(attempt.claim().settle()),
                Database.seconds(attempt.claim().lease()),
                installation().id(),
                attempt.fence(),
                attempt.id(),
                refused);
        return database.query(RefusalStatement.SQL, parameters).map(RefusalStatement::step);
    }

    @Override
    public Uni<Boolean> extend() {
        Tuple parameters = Tuple.of(
                Database.seconds(attempt.claim().lease()), installation().id(), attempt.fence(), attempt.id());
        return database.query(EXTEND, parameters).map(updated -> updated.rowCount() > 0);
    }

    @Override
    public Uni<Recorded> record(ReceivedPair pair) {
        return new RecordTransaction(database, ticker, attempt, pair).run();
    }

    @Override
    public Uni<Void> restore(ReceivedPair pair) {
        return new RecordTransaction(database, ticker, attempt, pair).restore();
    }

    @Override
    public Uni<Void> recordAhead(ReceivedPair pair) {
        return new RecordTransaction(database, ticker, attempt, pair).ahead();
    }

    @Override
    public Uni<Void> refuseMismatch(UUID pairId, Actor actor) {
        return new AcquisitionStatements(database, attempt).refuseMismatch(pairId, actor);
    }

    @Override
    public Uni<Optional<MigrationBegun>> beginMigration(String secretVersion) {
        return new AcquisitionStatements(database, attempt).beginMigration(secretVersion);
    }

    @Override
    public Uni<Optional<Installation>> grantClientCredentials(Actor actor) {
        Tuple parameters = Tuple.of(
                Database.seconds(attempt.claim().settle()), installation().id(), attempt.fence(), attempt.id());
        long askedAt = ticker.nanos();
        return database.transaction(connection -> connection
                .preparedQuery(CLIENT_CREDENTIALS)
                .execute(parameters)
                .map(rows -> first(rows, askedAt))
                .call(row -> row.map(now -> Announcement.of(
                                connection,
                                now.id(),
                                EventType.ENROLLED,
                                actor,
                                Optional.of(now.grant().label())))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    @Override
    public Uni<Optional<Installation>> settle(Settlement settlement) {
        Tuple parameters = SettleStatement.parameters(
                attempt.claim().settle(), installation().id(), attempt.fence(), attempt.id(), settlement);
        long askedAt = ticker.nanos();
        return database.transaction(connection -> connection
                .preparedQuery(SettleStatement.SQL)
                .execute(parameters)
                .map(rows -> first(rows, askedAt))
                .call(row -> row.map(now -> announce(connection, now, settlement.actor()))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    private static Optional<Installation> first(RowSet<Row> rows, long askedAt) {
        return Database.first(rows).map(row -> InstallationRow.read(row, askedAt));
    }

    /** Tells the record, and every replica, of a change of state; of a report that came meanwhile they know. */
    private Uni<Void> announce(SqlConnection connection, Installation now, Actor actor) {
        if (now.state() != installation().state() && now.state() != InstallationState.UNINSTALLED) {
            return Announcement.of(
                    connection, now.id(), EventType.valueOf(now.state().name()), actor, now.stateReason());
        }
        if (now.failing().isPresent() && installation().failing().isEmpty()) {
            Optional<String> cause =
                    now.failing().map(failing -> failing.cause().label());
            return Announcement.toRecord(connection, now.id(), EventType.RENEWAL_FAILING, actor, cause);
        }
        return Uni.createFrom().voidItem();
    }
}

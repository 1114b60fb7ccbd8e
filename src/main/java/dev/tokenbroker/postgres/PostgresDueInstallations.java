package dev.tokenbroker.postgres;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.DueInstallations;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What is due, from the partial index on {@code next_due_at}. */
@ApplicationScoped
class PostgresDueInstallations implements DueInstallations {
    private static final String IDLE =
            "not must_renew and not acquisition_unsettled and (last_asked_at is null or last_asked_at <= now() - $2 * interval '1 second')";

    /** An idle installation's renewal waits for somebody to ask, or for the keep-alive. */
    private static final String PUT_OFF = """
            update installation set next_due_at = keep_alive_at
            where id in (select id from installation
              where app = $1 and state in ('active', 'suspended') and next_due_at <= now()
                and %s and (keep_alive_at is null or keep_alive_at > now())
              limit 10000 for update skip locked)
            """.formatted(IDLE);

    private static final String CLAIMABLE = """
            i.state in ('active', 'suspended')
              and (i.grant_kind in ('expiring', 'client_credentials') or i.migration_sent_at is not null)
              and i.data_key_id is not null
              and not exists (select 1 from renewal_pause p where p.installation_id = i.id)
              and %s
            """.formatted(InstallationRow.LEASE_FREE);

    /** An idle one that has not been put off yet is left out: it may have come in since. */
    private static final String DUE = """
            select %s, (not i.must_renew and not i.acquisition_unsettled
                and (i.last_asked_at is null or i.last_asked_at <= now() - $4 * interval '1 second'))
              as keep_alive
            from installation i %s
            where i.app = $2 and i.next_due_at <= now() and %s
              and (i.must_renew or i.acquisition_unsettled or i.keep_alive_at <= now()
                or i.last_asked_at > now() - $4 * interval '1 second')
              and (i.not_before is null or i.not_before <= now())
              and (i.renewed_at is null or i.renewed_at <= now() - $1 * interval '1 second')
            order by keep_alive, i.access_token_expires_at nulls first limit $3
            """.formatted(InstallationRow.COLUMNS, InstallationRow.JOIN, CLAIMABLE);

    private static final String CANARIES = """
            select %s, false as keep_alive from installation i %s
            where i.app = $2 and %s and (i.renewed_at is null or i.renewed_at <= now() - $1 * interval '1 second')
            order by i.suspicion is not null, i.attempt_started_at nulls first limit $3
            """.formatted(InstallationRow.COLUMNS, InstallationRow.JOIN, CLAIMABLE);

    private static final String ASKED = """
            update installation set last_asked_at = now(), next_due_at = least(next_due_at, renew_at)
            where id = any($1) and (last_asked_at is null or last_asked_at < now() - interval '20 s')
            """;

    private static final String RELEASE = """
            update installation set not_before = null, next_due_at = least(next_due_at, now())
            where app = $1 and last_failure = 'app-credentials-rejected' and not_before > now()
            """;

    private final Database database;
    private final Ticker ticker;
    private final Duration settle;

    PostgresDueInstallations(Database database, Ticker ticker, RefreshSettings refresh) {
        this.database = database;
        this.ticker = ticker;
        this.settle = refresh.settle();
    }

    @Override
    public Uni<List<Due>> due(AppName app, Duration keepWarm, int limit) {
        double warm = Database.seconds(keepWarm);
        long askedAt = ticker.nanos();
        return database.query(PUT_OFF, Tuple.of(app.value(), warm))
                .chain(() -> database.query(DUE, Tuple.of(Database.seconds(settle), app.value(), limit, warm)))
                .map(rows -> read(rows, askedAt));
    }

    @Override
    public Uni<List<Due>> canaries(AppName app, int limit) {
        long askedAt = ticker.nanos();
        return database.query(CANARIES, Tuple.of(Database.seconds(settle), app.value(), limit))
                .map(rows -> read(rows, askedAt));
    }

    @Override
    public Uni<Void> asked(Collection<UUID> installations) {
        return database.query(ASKED, Tuple.of(installations.toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> release(AppName app) {
        return database.query(RELEASE, Tuple.of(app.value())).replaceWithVoid();
    }

    private static List<Due> read(RowSet<Row> rows, long askedAt) {
        List<Due> due = new ArrayList<>();
        rows.forEach(row -> due.add(new Due(InstallationRow.read(row, askedAt), row.getBoolean("keep_alive"))));
        return due;
    }
}

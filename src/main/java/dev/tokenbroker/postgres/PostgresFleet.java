package dev.tokenbroker.postgres;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.Fleet;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.InstallationState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the fleet in one pass over the installations. What is dead already has no refresh token that ends; a shop whose
 * renewals an operator has stopped is behind with nothing.
 */
@ApplicationScoped
class PostgresFleet implements Fleet {
    private static final String FIGURES = """
            select app, case when uninstall_believed then 'uninstalled' else state end as state, grant_kind,
              count(*) as installations,
              count(*) filter (where state in ('active', 'suspended') and next_due_at <= now()
                and (must_renew or keep_alive_at <= now() or last_asked_at > now() - $1 * interval '1 second')
                and not exists (select 1 from renewal_pause p where p.installation_id = installation.id)) as backlog,
              count(*) filter (where lives and refresh_token_expires_at <= now() + interval '7 days') as within_7,
              count(*) filter (where lives and refresh_token_expires_at <= now() + interval '14 days') as within_14,
              count(*) filter (where lives and refresh_token_expires_at <= now() + interval '30 days') as within_30
            from (select *, shown_state in ('active', 'suspended') as lives from installation) installation
            where data_key_id is not null and (current_pair_id is not null or grant_kind = 'client_credentials')
              or state = 'uninstalled'
            group by 1, 2, 3
            """;

    private final Database database;

    PostgresFleet(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Figures> figures(Duration keepWarm) {
        return database.query(FIGURES, Tuple.of(Database.seconds(keepWarm))).map(PostgresFleet::read);
    }

    private static Figures read(RowSet<Row> rows) {
        List<Count> counts = new ArrayList<>();
        Map<AppName, Long> backlog = new HashMap<>();
        Map<AppName, Map<Integer, Long>> expiring = new HashMap<>();
        for (Row row : rows) {
            AppName app = new AppName(row.getString("app"));
            counts.add(new Count(
                    app,
                    InstallationState.ofLabel(row.getString("state")).orElseThrow(),
                    GrantKind.ofLabel(row.getString("grant_kind")).orElseThrow(),
                    row.getLong("installations")));
            backlog.merge(app, row.getLong("backlog"), Long::sum);
            Map<Integer, Long> within = expiring.computeIfAbsent(app, first -> new HashMap<>());
            for (int days : new int[] {7, 14, 30}) {
                within.merge(days, row.getLong("within_" + days), Long::sum);
            }
        }
        return new Figures(counts, backlog, expiring);
    }
}

package dev.tokenbroker.postgres;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.AppBreakers;
import dev.tokenbroker.installation.Installation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** One row for each app that Shopify refuses. */
@ApplicationScoped
class PostgresAppBreakers implements AppBreakers {
    private static final String OPEN = """
            insert into app_breaker (app, secret_version, next_canary_at) values ($1, $2, now() + interval '1 min')
            on conflict (app) do update set secret_version = excluded.secret_version, opened_at = now(),
              next_canary_at = excluded.next_canary_at
            where app_breaker.secret_version <> excluded.secret_version
            """;

    private static final String TAKE_CANARY = """
            update app_breaker set next_canary_at = now() + interval '1 min' where app = $1 and next_canary_at <= now()
            """;

    private static final String STANDING = """
            select bool_or(o.attempt_started_at > i.suspicion_since and o.last_refreshed_at >= o.attempt_started_at) as accepted,
              bool_or(o.state in ('active', 'suspended') and o.suspicion is null) as somebody
            from installation i join installation o on o.app = i.app and o.id <> i.id
            where i.id = $1 and o.data_key_id is not null and o.grant_kind in ('expiring', 'client_credentials')
            """;

    private final Database database;

    PostgresAppBreakers(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Void> open(AppName app, String secretVersion) {
        return database.query(OPEN, Tuple.of(app.value(), secretVersion)).replaceWithVoid();
    }

    @Override
    public Uni<Void> close(AppName app) {
        return database.query("delete from app_breaker where app = $1", Tuple.of(app.value()))
                .replaceWithVoid();
    }

    @Override
    public Uni<List<Open>> list() {
        return database.query("select app, secret_version from app_breaker", Tuple.tuple())
                .map(rows -> {
                    List<Open> open = new ArrayList<>();
                    rows.forEach(row ->
                            open.add(new Open(new AppName(row.getString("app")), row.getString("secret_version"))));
                    return open;
                });
    }

    @Override
    public Uni<Standing> standing(Installation suspect) {
        return database.query(STANDING, Tuple.of(suspect.id())).map(rows -> {
            Row row = rows.iterator().next();
            if (Boolean.TRUE.equals(row.getBoolean("accepted"))) {
                return Standing.ACCEPTED;
            }
            return Boolean.TRUE.equals(row.getBoolean("somebody")) ? Standing.UNKNOWN : Standing.NOBODY_TO_ASK;
        });
    }

    @Override
    public Uni<Boolean> takeCanary(AppName app) {
        return database.query(TAKE_CANARY, Tuple.of(app.value())).map(taken -> taken.rowCount() > 0);
    }
}

package dev.tokenbroker.postgres;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.AppBreakers;
import io.smallrye.mutiny.Uni;
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
    public Uni<Boolean> takeCanary(AppName app) {
        return database.query(TAKE_CANARY, Tuple.of(app.value())).map(taken -> taken.rowCount() > 0);
    }
}

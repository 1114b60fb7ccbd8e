package dev.tokenbroker.postgres;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.audit.EventType;
import dev.tokenbroker.installation.RenewalPauses;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One row for each pause. Who pauses again what is paused changes nothing, and is told of too. */
@ApplicationScoped
class PostgresRenewalPauses implements RenewalPauses {
    private static final String PAUSE = """
            with p as (insert into renewal_pause (app, actor) values ($1::varchar, $2) on conflict do nothing)
            %s select %s, coalesce($1::varchar, ''), $3, $2, $4, null
            """.formatted(OperatorEvent.INSERT, OperatorEvent.NOBODYS);

    private static final String RESUME = """
            with p as (delete from renewal_pause where app is not distinct from $1::varchar and installation_id is null)
            %s select %s, coalesce($1::varchar, ''), $3, $2, $4, null
            """.formatted(OperatorEvent.INSERT, OperatorEvent.NOBODYS);

    /** What was erased has nothing to be renewed; its pause, from before, ends when somebody says so. */
    private static final String PAUSE_ONE = """
            with i as (select id, data_key_id, app, domain, version from installation
              where app = $1 and domain = $2 and (data_key_id is not null or state = 'uninstalled')),
            p as (insert into renewal_pause (app, installation_id, actor) select app, id, $3 from i on conflict do nothing)
            insert into event (installation_id, data_key_id, app, domain, type, version, actor, request_id)
            select id, data_key_id, app, domain, $4, version, $3, $5 from i
            """;

    private static final String RESUME_ONE = """
            with i as (select id, data_key_id, app, domain, version from installation where app = $1 and domain = $2),
            p as (delete from renewal_pause where installation_id in (select id from i))
            insert into event (installation_id, data_key_id, app, domain, type, version, actor, request_id)
            select id, data_key_id, app, domain, $4, version, $3, $5 from i
            """;

    private final Database database;

    PostgresRenewalPauses(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Boolean> pause(Scope scope, Actor actor) {
        return scope instanceof Scope.OneShop one
                ? ofOne(PAUSE_ONE, one, EventType.RENEWALS_PAUSED, actor)
                : ofMany(PAUSE, scope, EventType.RENEWALS_PAUSED, actor);
    }

    @Override
    public Uni<Boolean> resume(Scope scope, Actor actor) {
        return scope instanceof Scope.OneShop one
                ? ofOne(RESUME_ONE, one, EventType.RENEWALS_RESUMED, actor)
                : ofMany(RESUME, scope, EventType.RENEWALS_RESUMED, actor);
    }

    private Uni<Boolean> ofOne(String sql, Scope.OneShop scope, EventType type, Actor actor) {
        Tuple parameters = Tuple.of(
                scope.key().app().value(),
                scope.key().shop().value(),
                actor.name(),
                type.label(),
                actor.requestId().orElse(null));
        return database.query(sql, parameters).map(told -> told.rowCount() > 0);
    }

    private Uni<Boolean> ofMany(String sql, Scope scope, EventType type, Actor actor) {
        String app = scope instanceof Scope.OneApp one ? one.app().value() : null;
        return database.query(
                        sql,
                        Tuple.of(
                                app,
                                actor.name(),
                                type.label(),
                                actor.requestId().orElse(null)))
                .replaceWith(true);
    }

    @Override
    public Uni<List<Pause>> list() {
        return database.query("select app, installation_id from renewal_pause", Tuple.tuple())
                .map(rows -> {
                    List<Pause> pauses = new ArrayList<>();
                    rows.forEach(row -> pauses.add(new Pause(
                            Optional.ofNullable(row.getString("app")).map(AppName::new),
                            Optional.ofNullable(row.getUUID("installation_id")))));
                    return pauses;
                });
    }
}

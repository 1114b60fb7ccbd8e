package dev.tokenbroker.postgres;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.operations.Run;
import dev.tokenbroker.operations.Run.Pass;
import dev.tokenbroker.operations.RunKind;
import dev.tokenbroker.operations.RunState;
import dev.tokenbroker.operations.RunStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Runs, one row each; whatever changes a run for an operator is told in its events by the same statement. */
@ApplicationScoped
class PostgresRunStore implements RunStore {
    private static final String COLUMNS = """
            id, kind, app, target, members, state, dry_run, per_second, total, done, done_in_pass, failed_in_pass,
            postponed_in_pass, cursor, started_at, finished_at, extract(epoch from coalesce(finished_at, now()) - started_at)::float8 as running
            """;

    /**
     * One that is under way or paused goes on where it is. What was asked for stays; the newest version and the current secret
     * are what they are now.
     */
    private static final String START = """
            with r as (
              insert into run (id, kind, app, target, members, dry_run, per_second, state, finished_at)
              values ($1, $2, $3, $4, $5, $6, $7, case when $6 then 'done' else 'running' end, case when $6 then now() end)
              on conflict (kind, coalesce(app, '')) where state in ('running', 'paused')
                do update set state = 'running', per_second = excluded.per_second,
                  target = case when $10 then excluded.target else run.target end
              returning *),
            told as (insert into run_event (run_id, type, actor, request_id)
              select id, case when id = $1 then 'started' else 'resumed' end, $8, $9 from r),
            recorded as (%s
              select %s, coalesce(app, ''), 'run-' || case when id = $1 then 'started' else 'resumed' end, $8, $9, kind from r)
            select %s from r
            """.formatted(OperatorEvent.INSERT, OperatorEvent.NOBODYS, COLUMNS);

    private static final String FIND = "select " + COLUMNS + " from run where id = $1";

    private static final String PAUSE = """
            with r as (
              update run set state = 'paused', lease_owner = null, lease_until = null
              where id = $1 and state = 'running' returning *),
            recorded as (%s
              select %s, coalesce(app, ''), 'run-' || 'paused', $2, $3, kind from r)
            insert into run_event (run_id, type, actor, request_id) select id, 'paused', $2, $3 from r
            """.formatted(OperatorEvent.INSERT, OperatorEvent.NOBODYS);

    /** What a kind is that a later version brought, its replicas know. */
    private static final String[] KINDS =
            Stream.of(RunKind.values()).map(RunKind::label).toArray(String[]::new);

    private static final String TAKE = """
            update run set lease_owner = $1, lease_until = now() + $2 * interval '1 second'
            where id = (select id from run
              where state = 'running' and kind = any($3) and (lease_until is null or lease_until <= now())
              order by started_at limit 1 for update skip locked)
            returning %s
            """.formatted(COLUMNS);

    /** Without a cursor another pass begins, and counts anew. */
    private static final String ADVANCE = """
            update run set done = done + $3, cursor = $5,
              done_in_pass = case when $5::uuid is null then 0 else done_in_pass + $3 end,
              failed_in_pass = case when $5::uuid is null then 0 else failed_in_pass + $4 end,
              postponed_in_pass = case when $5::uuid is null then 0 else postponed_in_pass + $7 end,
              lease_until = now() + $6 * interval '1 second'
            where id = $1 and lease_owner = $2 and state = 'running'
            returning %s
            """.formatted(COLUMNS);

    private static final String RELEASE =
            "update run set lease_until = null, lease_owner = null where id = $1 and lease_owner = $2";

    /** What it works towards may have become another meanwhile: then it is not over. */
    private static final String FINISH = """
            with r as (
              update run set state = $3, finished_at = now(), lease_owner = null, lease_until = null
              where id = $1 and lease_owner = $2 and state = 'running' and target = $4 returning *),
            recorded as (%s
              select %s, coalesce(app, ''), 'run-' || $3::text, 'run', null, kind from r)
            insert into run_event (run_id, type, actor) select id, $3, 'run' from r
            """.formatted(OperatorEvent.INSERT, OperatorEvent.NOBODYS);

    private static final String TOTAL = "update run set total = $2 where id = $1 returning " + COLUMNS;

    private static final String HALT = """
            with r as (
              update run set state = 'paused', lease_owner = null, lease_until = null
              where id = $1 and lease_owner = $2 and state = 'running' returning *),
            recorded as (%s
              select %s, coalesce(app, ''), 'run-' || 'paused', 'run', null, kind from r)
            insert into run_event (run_id, type, actor) select id, 'paused', 'run' from r
            """.formatted(OperatorEvent.INSERT, OperatorEvent.NOBODYS);

    private final Database database;

    PostgresRunStore(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Run> start(Order order, Actor actor) {
        Tuple parameters = Tuple.tuple()
                .addUUID(UUID.randomUUID())
                .addString(order.kind().label())
                .addString(order.app().map(AppName::value).orElse(null))
                .addString(order.target())
                .addArrayOfUUID(order.members().toArray(UUID[]::new))
                .addBoolean(order.dryRun())
                .addInteger(order.perSecond())
                .addString(actor.name())
                .addString(actor.requestId().orElse(null))
                .addBoolean(order.kind().towardsTheNewest());
        return database.query(START, parameters).map(rows -> first(rows).orElseThrow());
    }

    @Override
    public Uni<Run> total(Run run, long total) {
        return database.query(TOTAL, Tuple.of(run.id(), total))
                .map(rows -> first(rows).orElseThrow());
    }

    @Override
    public Uni<Void> halt(Run run, String owner) {
        return database.query(HALT, Tuple.of(run.id(), owner)).replaceWithVoid();
    }

    @Override
    public Uni<Optional<Run>> find(UUID id) {
        return database.query(FIND, Tuple.of(id)).map(PostgresRunStore::first);
    }

    @Override
    public Uni<Optional<Run>> pause(UUID id, Actor actor) {
        return database.query(
                        PAUSE, Tuple.of(id, actor.name(), actor.requestId().orElse(null)))
                .chain(() -> find(id));
    }

    @Override
    public Uni<Optional<Run>> take(String owner, Duration lease) {
        return database.query(TAKE, Tuple.of(owner, Database.seconds(lease), KINDS))
                .map(PostgresRunStore::first);
    }

    @Override
    public Uni<Optional<Run>> advance(Run run, String owner, Progress progress, Duration lease) {
        Tuple parameters = Tuple.tuple()
                .addUUID(run.id())
                .addString(owner)
                .addLong(progress.done())
                .addLong(progress.failed())
                .addUUID(progress.cursor().orElse(null))
                .addDouble(Database.seconds(lease))
                .addLong(progress.postponed());
        return database.query(ADVANCE, parameters).map(PostgresRunStore::first);
    }

    @Override
    public Uni<Void> release(Run run, String owner) {
        return database.query(RELEASE, Tuple.of(run.id(), owner)).replaceWithVoid();
    }

    @Override
    public Uni<Void> finish(Run run, String owner, RunState state) {
        return database.query(FINISH, Tuple.of(run.id(), owner, state.label(), run.target()))
                .replaceWithVoid();
    }

    private static Optional<Run> first(RowSet<Row> rows) {
        return Database.first(rows).map(PostgresRunStore::read);
    }

    private static Run read(Row row) {
        return new Run(
                row.getUUID("id"),
                RunKind.ofLabel(row.getString("kind")),
                Optional.ofNullable(row.getString("app")).map(AppName::new),
                row.getString("target"),
                row.getArrayOfUUIDs("members") == null ? List.of() : List.of(row.getArrayOfUUIDs("members")),
                RunState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getBoolean("dry_run"),
                row.getInteger("per_second"),
                row.getLong("total"),
                row.getLong("done"),
                new Pass(
                        row.getLong("done_in_pass"),
                        row.getLong("failed_in_pass"),
                        row.getLong("postponed_in_pass"),
                        Optional.ofNullable(row.getUUID("cursor"))),
                row.getOffsetDateTime("started_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("finished_at")).map(OffsetDateTime::toInstant),
                Duration.ofMillis(Math.round(row.getDouble("running") * 1_000)));
    }
}

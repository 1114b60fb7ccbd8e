package dev.tokenbroker.postgres;

import dev.tokenbroker.installation.NotificationOutbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** Each step is one statement: a replica that is paused in the midst of its work holds no lock meanwhile. */
@ApplicationScoped
class PostgresNotificationOutbox implements NotificationOutbox {
    private static final String REGISTER = """
            insert into notification_target (name) select name from unnest($1::text[]) as name order by name
            on conflict (name) do update set seen_at = now() where notification_target.seen_at < now() - interval '1 minute'
            """;

    /** Locks the targets first, in the order of their names, so that it meets no other in the rows below them. */
    private static final String SETTLE = """
            with settled as (
              delete from state_change where seq in (
                select seq from state_change where at <= now() - $1 * interval '1 second' order by seq limit 1000
                for update skip locked)
              returning seq, installation_id, at, shop_id),
            latest as (select distinct on (installation_id) * from settled order by installation_id, seq desc),
            target as (select name from notification_target order by name for update)
            insert into notification (target, installation_id, queued_at, changed_at, shop_id)
            select target.name, l.installation_id, now(), l.at, l.shop_id from latest l cross join target
            order by target.name, l.installation_id
            on conflict (target, installation_id) do update
              set queued_at = excluded.queued_at, changed_at = excluded.changed_at, shop_id = excluded.shop_id
            """;

    /** What changed again since is not settled. */
    private static final String WAITING = """
            n.queued_at is not null
              and not exists (select 1 from state_change c where c.installation_id = n.installation_id)
            """;

    private static final String POST =
            "t.post_id, t.changes, t.failures, extract(epoch from now() - t.grouped_at)::float8 as age";

    private static final String TAKE = """
            update notification_target t set due_at = now() + $2 * interval '1 second'
            where t.name = $1 and t.due_at <= now() and (t.post_id is not null
              or exists (select 1 from notification n where n.target = $1 and %s))
            returning %s
            """.formatted(WAITING, POST);

    /** Where nothing is new, whatever was queued, there is no post, and the lease ends. */
    private static final String GROUP = """
            with mine as (select name from notification_target where name = $1 and post_id is null for update),
            picked as (
              select n.* from mine join notification n on n.target = mine.name where %s
              order by n.queued_at, n.installation_id limit $3),
            dequeued as (
              update notification n set queued_at = null, shop_id = null, told = coalesce(i.shown_state, n.told)
              from picked p join installation i on i.id = p.installation_id
              where n.target = p.target and n.installation_id = p.installation_id and n.queued_at = p.queued_at),
            change as (
              select i.app, i.domain as shop, coalesce(p.shop_id, i.shop_id) as shop_id, i.shown_state as state,
                case when not i.uninstall_believed then i.state_reason end as reason,
                to_char(p.changed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since
              from picked p join installation i on i.id = p.installation_id where i.shown_state <> p.told),
            news as (
              select '[' || string_agg(row_to_json(change)::text, ',' order by since, shop) || ']' as changes from change)
            update notification_target t set changes = news.changes, grouped_at = now(),
              post_id = case when news.changes is not null then $2::uuid end,
              due_at = case when news.changes is not null then t.due_at else now() end
            from mine, news where t.name = mine.name
            returning %s
            """.formatted(WAITING, POST);

    private static final String END = """
            update notification_target set post_id = null, changes = null, grouped_at = null,
              failures = case when $3::float8 is null then 0 else failures + 1 end,
              due_at = now() + coalesce($3::float8, 0) * interval '1 second'
            where name = $1 and post_id = $2
            """;

    private static final String PUT_OFF = """
            update notification_target set failures = failures + 1, due_at = now() + $3 * interval '1 second'
            where name = $1 and post_id = $2
            """;

    private final Database database;

    PostgresNotificationOutbox(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Void> register(Collection<String> targets) {
        return database.query(REGISTER, Tuple.of(targets.toArray(String[]::new)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> settle(Duration settle) {
        return database.query(SETTLE, Tuple.of(Database.seconds(settle))).replaceWithVoid();
    }

    @Override
    public Uni<Optional<Post>> take(String target, Duration lease) {
        return database.query(TAKE, Tuple.of(target, Database.seconds(lease)))
                .flatMap(taken -> taken.rowCount() == 1 && post(taken).isEmpty()
                        ? database.query(GROUP, Tuple.of(target, UUID.randomUUID(), MOST_CHANGES))
                        : Uni.createFrom().item(taken))
                .map(PostgresNotificationOutbox::post);
    }

    @Override
    public Uni<Void> taken(String target, UUID post) {
        return database.query(END, Tuple.of(target, post, null)).replaceWithVoid();
    }

    @Override
    public Uni<Void> putOff(String target, UUID post, Duration wait) {
        return database.query(PUT_OFF, Tuple.of(target, post, Database.seconds(wait)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> giveUp(String target, UUID post, Duration wait) {
        return database.query(END, Tuple.of(target, post, Database.seconds(wait)))
                .replaceWithVoid();
    }

    private static Optional<Post> post(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.ofNullable(row.getUUID("post_id"))
                    .map(id -> new Post(
                            id,
                            row.getString("changes"),
                            row.getInteger("failures"),
                            Duration.ofMillis(Math.round(row.getDouble("age") * 1_000))));
        }
        return Optional.empty();
    }
}

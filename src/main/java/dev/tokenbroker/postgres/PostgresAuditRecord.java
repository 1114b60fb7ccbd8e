package dev.tokenbroker.postgres;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.audit.AuditRecord;
import dev.tokenbroker.audit.EventType;
import dev.tokenbroker.audit.RecordLine;
import dev.tokenbroker.audit.RecordRow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code event} and its seals. Rows are sealed in the order in which they are found, not in that of their ids. */
@ApplicationScoped
class PostgresAuditRecord implements AuditRecord {
    private static final String NOTE =
            OperatorEvent.INSERT + "select " + OperatorEvent.NOBODYS + ", '', $1, $2, $3, left($4::text, 64)";

    /** Of the transaction, so that it passes a pooler; the number is nobody else's. */
    private static final String ALONE = "select pg_try_advisory_xact_lock(7237113)";

    private static final String HEAD = "select place, hash from event_seal order by place desc limit 1";

    private static final String COLUMNS =
            "e.id, e.at, e.type, e.app, e.domain, e.version, e.actor, e.request_id, e.detail,"
                    + " e.installation_id, e.data_key_id, e.pair_id, e.access_fingerprint, e.refresh_fingerprint";

    private static final String OPEN = "select " + COLUMNS + """
             from event e
            where e.id > coalesce((select max(event_id) from event_seal), 0) - $1
              and not exists (select 1 from event_seal s where s.event_id = e.id)
            order by e.id limit $2
            """;

    private static final String SEAL =
            "insert into event_seal (event_id, place, hash) select * from unnest($1::bigint[], $2::bigint[], $3::text[])";

    private static final String AFTER = "select s.place, s.event_id, s.hash, " + COLUMNS
            + " from event_seal s left join event e on e.id = s.event_id where s.place > $1 order by s.place limit $2";

    private final Database database;

    PostgresAuditRecord(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Void> note(EventType type, Actor actor, Optional<String> detail) {
        return database.query(
                        NOTE,
                        Tuple.of(type.label(), actor.name(), actor.requestId().orElse(null), detail.orElse(null)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Progress> seal(long lookBack, int most) {
        return database.transaction(connection -> query(connection, ALONE, Tuple.tuple())
                .flatMap(locked -> query(connection, HEAD, Tuple.tuple())
                        .map(PostgresAuditRecord::head)
                        .flatMap(head -> locked.iterator().next().getBoolean(0)
                                ? query(connection, OPEN, Tuple.of(lookBack, most))
                                        .flatMap(open -> seal(connection, head, open))
                                : Uni.createFrom().item(head))));
    }

    private static Progress head(RowSet<Row> rows) {
        return Database.first(rows)
                .map(row -> new Progress(0, row.getLong("place"), row.getString("hash")))
                .orElseGet(() -> new Progress(0, 0, RecordLine.NO_HASH));
    }

    private static Uni<Progress> seal(SqlConnection connection, Progress head, RowSet<Row> open) {
        List<Long> ids = new ArrayList<>();
        List<Long> places = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        String hash = head.hash();
        for (Row row : open) {
            hash = new RecordLine(read(row), hash).hash();
            ids.add(row.getLong("id"));
            places.add(head.place() + places.size() + 1);
            hashes.add(hash);
        }
        Progress now = new Progress(ids.size(), head.place() + ids.size(), hash);
        return ids.isEmpty()
                ? Uni.createFrom().item(now)
                : query(
                                connection,
                                SEAL,
                                Tuple.of(
                                        ids.toArray(Long[]::new),
                                        places.toArray(Long[]::new),
                                        hashes.toArray(String[]::new)))
                        .replaceWith(now);
    }

    @Override
    public Uni<List<Link>> after(long place, int most) {
        return database.query(AFTER, Tuple.of(place, most)).map(rows -> {
            List<Link> links = new ArrayList<>(rows.size());
            rows.forEach(row -> links.add(new Link(
                    row.getLong("place"),
                    row.getLong("event_id"),
                    row.getString("hash"),
                    row.getLong("id") == null ? Optional.empty() : Optional.of(read(row)))));
            return links;
        });
    }

    private static RecordRow read(Row row) {
        return new RecordRow(
                row.getLong("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("type"),
                OperatorEvent.known(row.getString("app")),
                OperatorEvent.known(row.getString("domain")),
                row.getLong("version"),
                row.getString("actor"),
                Optional.ofNullable(row.getString("request_id")),
                Optional.ofNullable(row.getString("detail")),
                Optional.of(row.getUUID("installation_id")).filter(id -> !id.equals(OperatorEvent.NO_INSTALLATION)),
                Optional.ofNullable(row.getUUID("data_key_id")),
                Optional.ofNullable(row.getUUID("pair_id")),
                Optional.ofNullable(row.getString("access_fingerprint")),
                Optional.ofNullable(row.getString("refresh_fingerprint")));
    }

    private static Uni<RowSet<Row>> query(SqlConnection connection, String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters);
    }
}

package dev.tokenbroker.postgres;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.operations.WrappedKeyRows;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyProvider;
import dev.tokenbroker.token.KeyVersion;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Wrapped data keys, a few hundred rows at a time; the only writer of a living row's wrapped data key. */
@ApplicationScoped
class PostgresWrappedKeyRows implements WrappedKeyRows {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final String COUNT = """
            select wrapping_provider, wrapping_version, count(*) as installations from installation
            where data_key_id is not null group by wrapping_provider, wrapping_version
            """;

    private static final String LIST = """
            select id, app, data_key_id, wrapped_data_key from installation
            where data_key_id is not null and id > $1 and %s order by id limit $2
            """;

    private static final String OLDER = LIST.formatted("wrapping_provider = $3 and wrapping_version < $4");
    private static final String OTHERS = LIST.formatted("wrapping_provider is distinct from $3");

    /** Nothing else of the row is touched: a renewal under way keeps its lease, and its data key keeps its id. */
    private static final String REPLACE = """
            update installation i set wrapped_data_key = r.wrapped
            from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::bytea[]) as r (id, data_key_id, before, wrapped)
            where i.id = r.id and i.data_key_id = r.data_key_id and i.wrapped_data_key = r.before
            """;

    private final Database database;

    PostgresWrappedKeyRows(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Map<Optional<KeyVersion>, Long>> count() {
        return database.query(COUNT, Tuple.tuple()).map(rows -> {
            Map<Optional<KeyVersion>, Long> counts = new HashMap<>();
            rows.forEach(row -> counts.merge(version(row), row.getLong("installations"), Long::sum));
            return counts;
        });
    }

    private static Optional<KeyVersion> version(Row row) {
        return Optional.ofNullable(row.getString("wrapping_provider"))
                .map(provider -> new KeyVersion(
                        KeyProvider.valueOf(provider.toUpperCase(Locale.ROOT)), row.getInteger("wrapping_version")));
    }

    @Override
    public Uni<List<WrappedRow>> list(Selection selection, Optional<UUID> after, int most) {
        Tuple parameters = Tuple.of(after.orElse(BEFORE_ALL), most);
        if (selection instanceof Selection.OlderThan older) {
            parameters
                    .addString(older.version().provider().label())
                    .addInteger(older.version().version());
            return database.query(OLDER, parameters).map(PostgresWrappedKeyRows::read);
        }
        parameters.addString(((Selection.NotOf) selection).provider().label());
        return database.query(OTHERS, parameters).map(PostgresWrappedKeyRows::read);
    }

    private static List<WrappedRow> read(RowSet<Row> rows) {
        List<WrappedRow> found = new ArrayList<>();
        rows.forEach(row -> found.add(new WrappedRow(
                row.getUUID("id"),
                KeyContext.ofInstallation(new AppName(row.getString("app")), row.getUUID("id")),
                new DataKeyRef(
                        row.getUUID("data_key_id"),
                        row.getBuffer("wrapped_data_key").getBytes()))));
        return found;
    }

    @Override
    public Uni<Integer> replace(List<Replacement> replacements) {
        Tuple parameters = Tuple.tuple()
                .addArrayOfUUID(
                        ids(replacements, replacement -> replacement.row().installation()))
                .addArrayOfUUID(ids(
                        replacements, replacement -> replacement.row().dataKey().id()))
                .addValue(bytes(
                        replacements, replacement -> replacement.row().dataKey().wrapped()))
                .addValue(bytes(replacements, Replacement::wrapped));
        return database.query(REPLACE, parameters).map(RowSet::rowCount);
    }

    private static UUID[] ids(List<Replacement> replacements, Function<Replacement, UUID> id) {
        return replacements.stream().map(id).toArray(UUID[]::new);
    }

    private static Buffer[] bytes(List<Replacement> replacements, Function<Replacement, byte[]> bytes) {
        return replacements.stream().map(bytes).map(Buffer::buffer).toArray(Buffer[]::new);
    }
}

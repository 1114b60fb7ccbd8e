package dev.tokenbroker.postgres;

import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.operations.GrantRows;
import dev.tokenbroker.operations.GrantRows.Selection.Legacy;
import dev.tokenbroker.operations.GrantRows.Selection.NotRenewedSince;
import dev.tokenbroker.operations.GrantRows.Selection.NotUnder;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Installations by what is to be done for their grants. */
@ApplicationScoped
class PostgresGrantRows implements GrantRows {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final String IN_REACH = "i.data_key_id is not null and i.state in ('active', 'suspended') and ";

    private static final String COUNT =
            "select count(*) as installations from installation i " + InstallationRow.JOIN + " where " + IN_REACH;

    private static final String LIST = "select " + InstallationRow.COLUMNS + " from installation i "
            + InstallationRow.JOIN + " where " + IN_REACH + "%s and i.id > $%d order by i.id limit $%d";

    private static final String RESOLVE = """
            select i.id, i.app, i.domain from unnest($1::text[], $2::text[]) as n (app, domain)
            join installation i on i.app = n.app and i.domain = n.domain where i.data_key_id is not null
            """;

    private final Database database;
    private final Ticker ticker;
    private final Duration settle;

    PostgresGrantRows(Database database, Ticker ticker, RefreshSettings refresh) {
        this.database = database;
        this.ticker = ticker;
        this.settle = refresh.settle();
    }

    /** A condition whose parameters begin at {@code $2}, and their values. */
    private record Condition(String text, List<Object> values) {
        static Condition of(Selection selection) {
            if (selection instanceof Legacy legacy) {
                return new Condition(
                        "i.grant_kind = 'legacy' and i.current_pair_id is not null and i.app = $2",
                        List.of(legacy.app().value()));
            }
            if (selection instanceof NotUnder not) {
                return new Condition(
                        "i.grant_kind <> 'static' and i.app = $2 and p.pair_id is not null"
                                + " and p.secret_version is distinct from $3",
                        List.of(not.app().value(), not.secretVersion()));
            }
            NotRenewedSince since = (NotRenewedSince) selection;
            return new Condition(
                    "i.id = any($2) and (i.last_refreshed_at is null or i.last_refreshed_at < $3)",
                    List.of(since.members().toArray(UUID[]::new), since.since().atOffset(ZoneOffset.UTC)));
        }

        Tuple after(Duration settle, Object... more) {
            Tuple tuple = Tuple.of(Database.seconds(settle));
            values.forEach(tuple::addValue);
            List.of(more).forEach(tuple::addValue);
            return tuple;
        }
    }

    @Override
    public Uni<Long> count(Selection selection) {
        Condition condition = Condition.of(selection);
        // the first parameter belongs to the columns of a row, of which there are none here
        return database.query(COUNT + "$1::float8 is not null and " + condition.text(), condition.after(settle))
                .map(rows -> rows.iterator().next().getLong("installations"));
    }

    @Override
    public Uni<List<Installation>> list(Selection selection, Optional<UUID> after, int most) {
        Condition condition = Condition.of(selection);
        int next = condition.values().size() + 2;
        long askedAt = ticker.nanos();
        return database.query(
                        LIST.formatted(condition.text(), next, next + 1),
                        condition.after(settle, after.orElse(BEFORE_ALL), most))
                .map(rows -> InstallationRow.all(rows, askedAt));
    }

    @Override
    public Uni<List<Optional<UUID>>> resolve(List<InstallationKey> named) {
        Tuple parameters = Tuple.of(
                named.stream().map(key -> key.app().value()).toArray(String[]::new),
                named.stream().map(key -> key.shop().value()).toArray(String[]::new));
        return database.query(RESOLVE, parameters).map(rows -> {
            Map<String, UUID> known = new HashMap<>();
            rows.forEach(row -> known.put(row.getString("app") + "|" + row.getString("domain"), row.getUUID("id")));
            return named.stream()
                    .map(key -> Optional.ofNullable(
                            known.get(key.app().value() + "|" + key.shop().value())))
                    .toList();
        });
    }
}

package dev.tokenbroker.postgres;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.AuthorizationStates;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** States as rows; their time is the database's. */
@ApplicationScoped
class PostgresAuthorizationStates implements AuthorizationStates {
    private static final String BEGIN =
            "insert into oauth_state (state_hash, browser_hash, app, domain) values ($1, $2, $3, $4)";

    private static final String TAKE = """
            update oauth_state set taken_by = $5
            where state_hash = $1 and browser_hash = $2 and app = $3 and domain = $4
              and expires_at > now() and taken_by is null and outcome is null
            returning state_hash
            """;

    private static final String LET_GO =
            "update oauth_state set taken_by = null where state_hash = $1 and taken_by = $2 and outcome is null";

    private static final String SETTLE = "update oauth_state set outcome = $3 where state_hash = $1 and taken_by = $2";

    private static final String FIND =
            "select browser_hash, app, domain, outcome from oauth_state where state_hash = $1 and expires_at > now()";

    private final Database database;

    PostgresAuthorizationStates(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Void> begin(Return expected) {
        return database.query(BEGIN, tuple(expected)).replaceWithVoid();
    }

    @Override
    public Uni<Boolean> take(Return returned, UUID attempt) {
        return database.query(TAKE, tuple(returned).addUUID(attempt)).map(taken -> taken.rowCount() == 1);
    }

    @Override
    public Uni<Void> letGo(byte[] state, UUID attempt) {
        return database.query(LET_GO, Tuple.of(Buffer.buffer(state), attempt)).replaceWithVoid();
    }

    @Override
    public Uni<Void> settle(byte[] state, UUID attempt, String outcome) {
        return database.query(SETTLE, Tuple.of(Buffer.buffer(state), attempt, outcome))
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<Begun>> find(byte[] state) {
        return database.query(FIND, Tuple.of(Buffer.buffer(state)))
                .map(rows -> Database.first(rows).map(PostgresAuthorizationStates::begun));
    }

    private static Tuple tuple(Return returned) {
        return Tuple.of(
                Buffer.buffer(returned.state()),
                Buffer.buffer(returned.browser()),
                returned.key().app().value(),
                returned.key().shop().value());
    }

    private static Begun begun(Row row) {
        return new Begun(
                row.getBuffer("browser_hash").getBytes(),
                new InstallationKey(new AppName(row.getString("app")), new ShopDomain(row.getString("domain"))),
                Optional.ofNullable(row.getString("outcome")));
    }
}

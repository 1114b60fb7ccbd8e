package dev.tokenbroker.postgres;

import dev.tokenbroker.audit.EventType;
import dev.tokenbroker.caller.StoppedCallers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One row for each caller that is stopped. */
@ApplicationScoped
class PostgresStoppedCallers implements StoppedCallers {
    private static final String STOP = """
            with s as (insert into stopped_caller (name, actor) values ($1, $2) on conflict do nothing)
            %s select %s, '', $3, $2, $4, left($1, 64)
            """.formatted(OperatorEvent.INSERT, OperatorEvent.NOBODYS);

    private static final String START = """
            with s as (delete from stopped_caller where name = $1)
            %s select %s, '', $3, $2, $4, left($1, 64)
            """.formatted(OperatorEvent.INSERT, OperatorEvent.NOBODYS);

    private final Database database;

    PostgresStoppedCallers(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Void> stop(String name, String actor, Optional<String> requestId) {
        return database.query(STOP, Tuple.of(name, actor, EventType.CALLER_STOPPED.label(), requestId.orElse(null)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> start(String name, String actor, Optional<String> requestId) {
        return database.query(START, Tuple.of(name, actor, EventType.CALLER_STARTED.label(), requestId.orElse(null)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Set<String>> names() {
        return database.query("select name from stopped_caller", Tuple.tuple()).map(rows -> {
            Set<String> names = new HashSet<>();
            rows.forEach(row -> names.add(row.getString("name")));
            return names;
        });
    }
}

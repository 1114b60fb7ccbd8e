package dev.tokenbroker.postgres;

import dev.tokenbroker.installation.UsageLog;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Adds up reads per caller, installation and hour. */
@ApplicationScoped
class PostgresUsageLog implements UsageLog {
    private static final String ADD = """
            insert into caller_usage (installation_id, caller, hour, reads)
            select installation, caller, date_trunc('hour', now()), reads
            from unnest($1::uuid[], $2::varchar[], $3::bigint[]) as noted(installation, caller, reads)
            on conflict (installation_id, caller, hour) do update set reads = caller_usage.reads + excluded.reads
            """;

    private final Database database;

    PostgresUsageLog(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Void> add(List<Reads> reads) {
        Tuple parameters = Tuple.of(
                reads.stream().map(Reads::installation).toArray(UUID[]::new),
                reads.stream().map(Reads::caller).toArray(String[]::new),
                reads.stream().map(Reads::count).toArray(Long[]::new));
        return database.query(ADD, parameters).replaceWithVoid();
    }
}

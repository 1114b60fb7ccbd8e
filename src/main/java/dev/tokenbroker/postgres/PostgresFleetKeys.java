package dev.tokenbroker.postgres;

import dev.tokenbroker.installation.FleetKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Wrapped keys, one row each. */
@ApplicationScoped
class PostgresFleetKeys implements FleetKeys {
    private static final String FIND = "select wrapped from fleet_key where purpose = $1";
    private static final String PUT =
            "insert into fleet_key (purpose, wrapped) values ($1, $2) on conflict (purpose) do nothing";

    private final Database database;

    PostgresFleetKeys(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Optional<byte[]>> find(String purpose) {
        return database.query(FIND, Tuple.of(purpose))
                .map(rows ->
                        Database.first(rows).map(row -> row.getBuffer("wrapped").getBytes()));
    }

    @Override
    public Uni<byte[]> putIfAbsent(String purpose, byte[] wrapped) {
        return database.query(PUT, Tuple.of(purpose, Buffer.buffer(wrapped)))
                .chain(() -> find(purpose))
                .map(Optional::orElseThrow);
    }
}

package dev.tokenbroker.postgres;

import dev.tokenbroker.operations.SharedKeyRows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** Moves the keys that all replicas share from one wrapping to another. */
@ApplicationScoped
class PostgresSharedKeyRows implements SharedKeyRows {
    private static final String ALL = "select purpose, wrapped from fleet_key";
    private static final String REPLACE = "update fleet_key set wrapped = $3 where purpose = $1 and wrapped = $2";

    private final Database database;

    PostgresSharedKeyRows(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Map<String, byte[]>> all() {
        return database.query(ALL, Tuple.tuple()).map(rows -> {
            Map<String, byte[]> found = new HashMap<>();
            rows.forEach(row ->
                    found.put(row.getString("purpose"), row.getBuffer("wrapped").getBytes()));
            return found;
        });
    }

    @Override
    public Uni<Boolean> replace(String purpose, byte[] before, byte[] wrapped) {
        return database.query(REPLACE, Tuple.of(purpose, Buffer.buffer(before), Buffer.buffer(wrapped)))
                .map(updated -> updated.rowCount() > 0);
    }
}

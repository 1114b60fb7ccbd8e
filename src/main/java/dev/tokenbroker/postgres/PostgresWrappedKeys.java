package dev.tokenbroker.postgres;

import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.installation.WrappedKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Reads wrapped data keys and nothing else of their rows. */
@ApplicationScoped
class PostgresWrappedKeys implements WrappedKeys {
    private static final String OF =
            "select id, data_key_id, wrapped_data_key from installation where id = any($1) and data_key_id is not null";

    private final Database database;

    PostgresWrappedKeys(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Map<UUID, DataKeyRef>> of(Collection<UUID> installations) {
        Tuple parameters = Tuple.tuple().addArrayOfUUID(installations.toArray(UUID[]::new));
        return database.query(OF, parameters).map(rows -> {
            Map<UUID, DataKeyRef> found = new HashMap<>();
            rows.forEach(row -> found.put(
                    row.getUUID("id"),
                    new DataKeyRef(
                            row.getUUID("data_key_id"),
                            row.getBuffer("wrapped_data_key").getBytes())));
            return found;
        });
    }
}

package dev.tokenbroker.postgres;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.audit.EventType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/** Tells the audit record of a change, and every replica through the table that they poll; within the change's transaction. */
final class Announcement {
    private static final String EVENT = """
            insert into event (installation_id, data_key_id, app, domain, type, version, actor, detail, request_id)
            select id, data_key_id, app, domain, $2, version, $3, $4, $5 from installation where id = $1
            """;

    private static final String REVOCATION =
            "insert into revocation (app, domain) select app, domain from installation where id = $1";

    private Announcement() {}

    static Uni<Void> of(SqlConnection connection, UUID id, EventType type, Actor actor, Optional<String> detail) {
        return toRecord(connection, id, type, actor, detail).chain(() -> toReplicas(connection, id));
    }

    static Uni<Void> toRecord(SqlConnection connection, UUID id, EventType type, Actor actor, Optional<String> detail) {
        return connection
                .preparedQuery(EVENT)
                .execute(Tuple.of(
                        id,
                        type.label(),
                        actor.name(),
                        detail.orElse(null),
                        actor.requestId().orElse(null)))
                .replaceWithVoid();
    }

    static Uni<Void> toReplicas(SqlConnection connection, UUID id) {
        return connection.preparedQuery(REVOCATION).execute(Tuple.of(id)).replaceWithVoid();
    }
}

package dev.tokenbroker.postgres;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.UUID;

/** What an erasure takes from an installation: tokens and data key go, identity, version and fence stay. */
final class Erasure {
    /** Takes the lease by force: whoever is at work finds another life. */
    static final String COLUMNS = """
            shop_id = null, data_key_id = null, wrapped_data_key = null, current_pair_id = null, fence = fence + 1,
              lease_owner = null, lease_until = null, attempt_id = null, next_due_at = null, must_renew = false,
              access_token_expires_at = null, renew_at = null, refresh_token_expires_at = null, keep_alive_at = null,
              renewed_at = null, not_before = null, failing_since = null, last_failure = null,
              suspicion = null, suspicion_since = null, scopes = '', claims_since_record = 0,
              acquisition_unsettled = false, confirmed_at = null, acquired_at = null, migration_sent_at = null,
              migration_secret_version = null, uninstall_reported_at = null, uninstall_believed = false,
              uninstall_check_at = null, updated_at = now()
            """;

    /** Nothing is left to see of it, even where it was uninstalled before. */
    static final String UNSEEN =
            "state = case when state = 'uninstalled' then 'active' else state end, state_reason = null";

    private static final String WIPE = "delete from token_pair where installation_id = $1";

    private Erasure() {}

    static Uni<Void> wipe(SqlConnection connection, UUID id) {
        return connection.preparedQuery(WIPE).execute(Tuple.of(id)).replaceWithVoid();
    }
}

package dev.tokenbroker.postgres;

import dev.tokenbroker.installation.Housekeeping;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Pairs at their own end, news that every replica has heard, counts of reads that nobody asks for any more, installs that
 * nobody finished in time, old deliveries, and targets of notifications that nobody has in his settings any more.
 */
@ApplicationScoped
class PostgresHousekeeping implements Housekeeping {
    private static final String ENDED_PAIRS = """
            delete from token_pair where (installation_id, pair_id) in (
              select p.installation_id, p.pair_id from token_pair p join installation i on i.id = p.installation_id
              where p.pair_id is distinct from i.current_pair_id
                and case when p.refresh_token_sealed is null
                  then coalesce(p.access_token_expires_at, p.received_at + interval '7 days') < now()
                  else p.refresh_token_expires_at < now() end
              limit 1000)
            """;

    private static final String OLD_NEWS =
            "delete from revocation where seq in (select seq from revocation where at < now() - interval '2 days' limit 10000)";

    private static final String OLD_USAGE = """
            delete from caller_usage where (installation_id, caller, hour) in (
              select installation_id, caller, hour from caller_usage where hour < now() - interval '30 days' limit 10000)
            """;

    private static final String ENDED_STATES = """
            delete from oauth_state where state_hash in (
              select state_hash from oauth_state where expires_at < now() limit 100000)
            """;

    /** Shopify retries for four hours; a week is what it takes to be sure that nobody repeats one. */
    private static final String OLD_DELIVERIES = """
            delete from webhook_delivery where (app, delivery_id) in (
              select app, delivery_id from webhook_delivery
              where received_at < now() - interval '7 days' and due_at is null limit 10000)
            """;

    /** Told to be as it is where nothing was ever told. */
    private static final String NOTHING_TO_TELL = """
            delete from notification where queued_at is null and told = 'active' and (target, installation_id) in (
              select target, installation_id from notification where queued_at is null and told = 'active' limit 10000)
            """;

    private static final String GONE_TARGETS =
            "delete from notification_target where seen_at < now() - interval '7 days'";

    private static final String FOR_NOBODY =
            "delete from notification where target not in (select name from notification_target)";

    private final Database database;

    PostgresHousekeeping(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Void> round() {
        return database.query(ENDED_PAIRS, Tuple.tuple())
                .chain(() -> database.query(OLD_NEWS, Tuple.tuple()))
                .chain(() -> database.query(OLD_USAGE, Tuple.tuple()))
                .chain(() -> database.query(ENDED_STATES, Tuple.tuple()))
                .chain(() -> database.query(OLD_DELIVERIES, Tuple.tuple()))
                .chain(() -> database.query(GONE_TARGETS, Tuple.tuple()))
                .chain(() -> database.query(FOR_NOBODY, Tuple.tuple()))
                .chain(() -> database.query(NOTHING_TO_TELL, Tuple.tuple()))
                .replaceWithVoid();
    }
}

package dev.tokenbroker.postgres;

import dev.tokenbroker.audit.EventType;
import dev.tokenbroker.installation.Departure;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.shop.ShopId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/** A report under a lease. */
final class PostgresDeparture implements Departure {
    /**
     * Every record of a pair ends a suspicion, so one that stands was raised after the grant was acquired. Of a report that
     * may be about something else one verdict is not enough. Client credentials are refused in words that are not told apart.
     */
    static final String RENEWAL_REFUSED = """
            (i.state = 'reauthorization_required' and i.state_reason = 'refresh-token-refused'
              or i.uninstall_believed and coalesce(i.suspicion, '') = 'refresh-token-refused'
              or i.uninstall_believed and i.grant_kind = 'client_credentials'
                and coalesce(i.last_failure, '') = 'answer-not-understood')
            """;

    /**
     * A pair that came after the current one and was not refused: of an acquisition that got no further, or of a renewal that
     * was overtaken. It may be the living one.
     */
    static final String UNTRIED = """
            exists (select 1 from token_pair o where o.installation_id = i.id and o.data_key_id = i.data_key_id
              and o.pair_id is distinct from i.current_pair_id and o.refresh_token_sealed is not null
              and o.refused_at is null and o.received_at > coalesce(p.received_at, '-infinity'))
            """;

    private static final String HELD = " where id = $1 and fence = $2 and attempt_id = $3";

    /** Nothing that came since it was decided is erased unseen. */
    private static final String CONFIRM = "update installation set state = 'uninstalled', state_reason = null,"
            + " state_since = uninstall_reported_at, " + Erasure.COLUMNS + HELD + """
             and not exists (select 1 from token_pair p
              where p.installation_id = $1 and p.received_at > installation.attempt_started_at)
            """;

    private static final String FREE = "lease_owner = null, lease_until = null, attempt_id = null";

    private static final String REFUTE = "update installation i set uninstall_reported_at = null,"
            + " uninstall_believed = false, uninstall_check_at = null, updated_at = now(), " + FREE + """
            , shop_id = case when i.shop_id is null and not exists (
                select 1 from installation other where other.app = i.app and other.shop_id = $4::bigint)
              then $4::bigint else i.shop_id end
            """ + HELD;

    /** Asked again after as long as it has been open, within bounds. */
    private static final String LEAVE_OPEN = "update installation set " + FREE + """
            , uninstall_check_at = now() + least(greatest(now() - uninstall_reported_at, interval '2 s'), interval '15 min'),
              must_renew = must_renew or $4, next_due_at = case when $4 then least(next_due_at, now()) else next_due_at end,
              state = case when $4 and $5 and state = 'reauthorization_required' then 'active' else state end
            """ + HELD;

    private final Database database;
    private final Installation installation;
    private final long fence;
    private final UUID attempt;
    private final boolean renewalRefused;
    private final boolean untried;

    PostgresDeparture(
            Database database,
            Installation installation,
            long fence,
            UUID attempt,
            boolean renewalRefused,
            boolean untried) {
        this.database = database;
        this.installation = installation;
        this.fence = fence;
        this.attempt = attempt;
        this.renewalRefused = renewalRefused;
        this.untried = untried;
    }

    @Override
    public Installation installation() {
        return installation;
    }

    @Override
    public boolean renewalRefused() {
        return renewalRefused && !untried;
    }

    @Override
    public boolean untried() {
        return untried;
    }

    @Override
    public Uni<Boolean> confirm() {
        return database.transaction(connection -> connection
                .preparedQuery(CONFIRM)
                .execute(held())
                .flatMap(updated -> updated.rowCount() > 0
                        ? Erasure.wipe(connection, installation.id())
                                .chain(() -> tell(connection, EventType.UNINSTALLED))
                                .replaceWith(true)
                        : Uni.createFrom().item(false)));
    }

    @Override
    public Uni<Void> refute(Optional<ShopId> shopId) {
        Tuple parameters = held().addLong(shopId.map(ShopId::value).orElse(null));
        return database.transaction(connection -> connection
                .preparedQuery(REFUTE)
                .execute(parameters)
                .flatMap(updated -> updated.rowCount() > 0
                        ? tell(connection, EventType.UNINSTALL_REFUTED)
                        : Uni.createFrom().voidItem()));
    }

    @Override
    public Uni<Void> leaveOpen(boolean renewMeanwhile) {
        return database.query(LEAVE_OPEN, held().addBoolean(renewMeanwhile).addBoolean(untried))
                .replaceWithVoid();
    }

    private Uni<Void> tell(SqlConnection connection, EventType type) {
        return Announcement.of(connection, installation.id(), type, PostgresDepartures.ACTOR, Optional.empty());
    }

    private Tuple held() {
        return Tuple.tuple().addUUID(installation.id()).addLong(fence).addUUID(attempt);
    }
}

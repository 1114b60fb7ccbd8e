package dev.tokenbroker.postgres;

import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.Settlement;
import dev.tokenbroker.installation.Settlement.Suspicion;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.UUID;

/**
 * Ends an attempt that brought no pair. A suspicion becomes the state only where it has lasted, and every
 * refresh token that could be shown was refused by the answer to its own request.
 */
final class SettleStatement {
    private static final String BELIEVED = """
            ($8::varchar is not null and suspicion = $8::varchar and suspicion_since <= now() - $9 * interval '1 second'
              and ($8::varchar not in ('refresh-token-refused', 'migration-refused') or not exists (select 1 from token_pair p
                where p.installation_id = i.id and p.data_key_id = i.data_key_id and p.refresh_token_sealed is not null
                  and p.refresh_token_expires_at > now() and p.refused_by is distinct from $4)))
            """;

    static final String SQL = """
            with unsent as (
              update token_pair p set sends = greatest(0, sends - 1),
                first_sent_at = case when sends <= case when p.brought_by = 'import' then 2 else 1 end then null
                  else first_sent_at end
              from installation i where i.id = $2 and i.fence = $3 and i.attempt_id = $4
                and p.installation_id = i.id and p.pair_id = $10::uuid
            ), i as (
              update installation i set
                lease_until = case when $6 then lease_until end, lease_owner = case when $6 then lease_owner end,
                attempt_id = case when $6 then attempt_id end,
                next_due_at = greatest(now() + $5 * interval '1 second', case when $6 then lease_until + interval '2 s' end),
                not_before = greatest(now() + $5 * interval '1 second', case when $6 then lease_until + interval '2 s' end),
                claims_since_record = claims_since_record - case when $10::uuid is not null then 1 else 0 end,
                failing_since = case when $7::varchar is not null then coalesce(failing_since, now()) else failing_since end,
                last_failure = coalesce($7::varchar, last_failure),
                suspicion = $8::varchar, suspicion_since = case when suspicion = $8::varchar then suspicion_since when $8::varchar is not null then now() end,
                state = case when %1$s then 'reauthorization_required' when $11 then 'suspended' else state end,
                state_reason = case when %1$s then $8::varchar else state_reason end,
                state_since = case when %1$s or ($11 and state <> 'suspended') then now() else state_since end,
                acquisition_unsettled = acquisition_unsettled and current_pair_id is not null,
                migration_sent_at = case when $12 then null else migration_sent_at end,
                migration_secret_version = case when $12 then null else migration_secret_version end,
                updated_at = now()
              where id = $2 and fence = $3 and attempt_id = $4
              returning *
            )
            select %2$s from i %3$s
            """.formatted(BELIEVED, InstallationRow.COLUMNS, InstallationRow.JOIN);

    private SettleStatement() {}

    static Tuple parameters(Duration settle, UUID installation, long fence, UUID attempt, Settlement settlement) {
        return Tuple.tuple()
                .addDouble(Database.seconds(settle))
                .addUUID(installation)
                .addLong(fence)
                .addUUID(attempt)
                .addDouble(Database.seconds(settlement.retryIn()))
                .addBoolean(settlement.keepLease())
                .addString(settlement.failure().map(FailureCause::label).orElse(null))
                .addString(settlement.suspicion().map(Suspicion::reason).orElse(null))
                .addDouble(Database.seconds(
                        settlement.suspicion().map(Suspicion::believedAfter).orElse(Duration.ZERO)))
                .addUUID(settlement.unsent().orElse(null))
                .addBoolean(settlement.suspended())
                .addBoolean(settlement.nothingMigrated());
    }
}

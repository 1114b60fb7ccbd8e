package dev.tokenbroker.postgres;

import dev.tokenbroker.installation.Candidate;
import dev.tokenbroker.installation.Claim;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes the lease and the refresh token to show, in one statement: the row it writes is the intent, durable before anything
 * is sent. It moves {@code next_due_at} to the lease's end, so that an attempt that dies with its replica is found again.
 */
final class ClaimStatement {
    /** What may be shown: not refused in this attempt, not expired by our books unless it is the current one, old enough. */
    static final String PRESENTABLE = """
            p.refresh_token_sealed is not null
            and (p.refresh_token_expires_at > now() or p.pair_id = c.current_pair_id)
            and p.refused_by is distinct from c.attempt_id
            """;

    /** A pair that a renewal brought is not shown before its commit is certain to survive a failover. */
    static final String OLD_ENOUGH = "(p.brought_by <> 'renewal' or p.received_at <= now() - $1 * interval '1 second')";

    /** Marks a candidate as shown; a life is counted from the first showing within the hour. */
    static final String SHOW = """
            update token_pair p set sends = sends + 1,
              first_sent_at = case when first_sent_at > now() - interval '60 min' then first_sent_at else now() end
            from candidate where p.installation_id = candidate.installation_id and p.pair_id = candidate.pair_id
            returning p.pair_id as shown_pair_id, p.refresh_token_sealed as shown_token, p.sends as shown_sends
            """;

    static final String SQL = """
            with c as (
              update installation set fence = fence + 1, lease_owner = $2, lease_until = now() + $3 * interval '1 second',
                attempt_id = $4, attempt_kind = $5, attempt_started_at = now(),
                next_due_at = now() + $3 * interval '1 second', must_renew = must_renew or not $6,
                acquisition_unsettled = acquisition_unsettled or $12,
                claims_since_record = claims_since_record + 1,
                last_forced_at = case when $7 then now() else last_forced_at end
              where id = $8 and data_key_id = $9
                and %s
                and (not $13 or version = $10)
                and ($6 or (version = $10 and state in ('active', 'suspended')
                  and (renewed_at is null or renewed_at <= now() - $1 * interval '1 second')
                  and ($11 or not_before is null or not_before <= now())
                  and (not $7 or last_forced_at is null or last_forced_at <= now() - interval '1 min')))
              returning *
            ), candidate as (
              select p.installation_id, p.pair_id from token_pair p join c
                on p.installation_id = c.id and p.data_key_id = c.data_key_id
              where not $6 and %s and %s
              order by (p.pair_id = c.current_pair_id) desc, p.received_at desc limit 1
            ), shown as (%s)
            select %s, i.fence, shown.*
            from c i left join shown on true %s
            """.formatted(
            InstallationRow.LEASE_FREE, PRESENTABLE, OLD_ENOUGH, SHOW, InstallationRow.COLUMNS, InstallationRow.JOIN);

    private ClaimStatement() {}

    static Tuple parameters(Claim claim, UUID attempt) {
        return Tuple.tuple()
                .addDouble(Database.seconds(claim.settle()))
                .addString(claim.owner())
                .addDouble(Database.seconds(claim.lease()))
                .addUUID(attempt)
                .addString(claim.kind().label())
                .addBoolean(claim.kind().overriding())
                .addBoolean(claim.forced())
                .addUUID(claim.installation())
                .addUUID(claim.dataKey())
                .addLong(claim.seenVersion())
                .addBoolean(claim.canary())
                .addBoolean(claim.kind().fromMerchant())
                .addBoolean(claim.kind().judged());
    }

    static Optional<Candidate> candidate(Row row) {
        return Optional.ofNullable(row.getUUID("shown_pair_id"))
                .map(pairId -> new Candidate(
                        pairId, row.getBuffer("shown_token").getBytes(), row.getInteger("shown_sends") > 1));
    }
}

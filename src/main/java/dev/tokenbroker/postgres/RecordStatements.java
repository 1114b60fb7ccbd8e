package dev.tokenbroker.postgres;

/**
 * What writes a received pair. The ledger insert is never fenced and never refused; the pointer moves only under the
 * fence; a pair that came too late wakes the row, since it may be the only living one.
 */
final class RecordStatements {
    /** No row: the installation was erased meanwhile. The only refusal there is. */
    static final String SAME_LIFE = "select 1 from installation where id = $1 and data_key_id = $2 for no key update";

    /** An acquisition cannot be repeated: it waits for a standby, whatever the database's default is. */
    static final String SYNCHRONOUSLY = "select set_config('synchronous_commit', 'on', true)";

    /**
     * A pair that was handed over counts as shown before: whoever had it may have used it.
     *
     * <p>A life counts from the first showing of the parent: the answer may be a replay of an earlier one, with the
     * lifetimes of then.
     */
    static final String LEDGER = """
            insert into token_pair (installation_id, pair_id, data_key_id, parent_pair_id, attempt_id, brought_by, grant_kind,
              access_token_sealed, refresh_token_sealed, access_token_expires_at, granted_seconds, renew_at,
              refresh_token_expires_at, keep_alive_at, scopes, secret_version, sends)
            select $1, $2, $3, $4::uuid, $5, $6::varchar, $7, $8, $9::bytea, ends.access_token, $11::int,
              ends.access_token - $12 * interval '1 second',
              ends.refresh_token, coalesce(ends.refresh_token - $15 * interval '1 second',
                case when ends.refresh_token is not null then least(now() + interval '21 days', ends.refresh_token) end),
              $17, $18::varchar,
              case when $6::varchar = 'import' then 1 else 0 end
            from (
              select coalesce($13::timestamptz, sent_at + $19 * interval '1 second') as access_token,
                case when $9::bytea is not null then
                  coalesce($16::timestamptz, sent_at + $14 * interval '1 second', parent_deadline,
                    sent_at + interval '90 days') end as refresh_token
              from (
                select least(now() - $10 * interval '1 second',
                    (select first_sent_at from token_pair where installation_id = $1 and pair_id = $4)) as sent_at,
                  (select refresh_token_expires_at from token_pair where installation_id = $1 and pair_id = $4)
                    as parent_deadline
              ) sent
            ) ends
            on conflict (installation_id, pair_id) do nothing
            """;

    /**
     * What Shopify granted to a request that began after an uninstallation was reported refutes it; a new grant puts an older
     * report in doubt.
     */
    static final String POINTER = """
            update installation i set current_pair_id = p.pair_id, version = greatest(i.version, $5) + 1,
              grant_kind = p.grant_kind, scopes = p.scopes, shop_id = coalesce($6::bigint, i.shop_id),
              state = case when $7 then 'reauthorization_required' else 'active' end,
              state_reason = case when $7 then 'missing-scopes' end,
              state_since = case when i.state = case when $7 then 'reauthorization_required' else 'active' end
                then i.state_since else now() end,
              access_token_expires_at = p.access_token_expires_at, granted_seconds = p.granted_seconds,
              renew_at = p.renew_at, refresh_token_expires_at = p.refresh_token_expires_at, keep_alive_at = p.keep_alive_at,
              next_due_at = case when claims_since_record > 1 or $8
                then least(p.renew_at, now() + $9 * interval '1 second') else p.renew_at end,
              must_renew = claims_since_record > 1 or $8,
              renewed_at = case when p.brought_by = 'renewal' and p.refresh_token_sealed is not null then now() end,
              last_refreshed_at = case when p.brought_by = 'renewal' then now() else i.last_refreshed_at end,
              lease_owner = null, lease_until = null, attempt_id = null, not_before = null, claims_since_record = 0,
              acquisition_unsettled = false, migration_sent_at = null, migration_secret_version = null,
              confirmed_at = case when $11 then now() end,
              acquired_at = case when p.brought_by = 'renewal' then i.acquired_at
                else now() - $12 * interval '1 second' end,
              uninstall_believed = i.uninstall_believed and p.brought_by = 'renewal'
                and i.attempt_started_at <= i.uninstall_reported_at,
              uninstall_reported_at = case when i.attempt_started_at <= i.uninstall_reported_at
                then i.uninstall_reported_at end,
              failing_since = null, last_failure = null,
              suspicion = null, suspicion_since = null, updated_at = now()
            from token_pair p
            where i.id = $1 and i.fence = $2 and i.attempt_id = $3 and i.data_key_id = $4
              and p.installation_id = i.id and p.pair_id = $10
            """;

    /** It is in the ledger alone until the shop has said who it is: were that the end, the renewal would find it. */
    static final String REVIVE = """
            update installation set state = 'active', state_reason = null, state_since = now(), updated_at = now()
            where id = $1 and fence = $2 and attempt_id = $3
              and state = 'reauthorization_required' and state_reason is distinct from 'shop-mismatch'
            """;

    static final String WAKE = """
            update installation set next_due_at = least(next_due_at, now()), must_renew = true,
              claims_since_record = claims_since_record + 1, updated_at = now(),
              state = case when state = 'reauthorization_required' and state_reason is distinct from 'shop-mismatch'
                then 'active' else state end
            where id = $1 and data_key_id = $2 and current_pair_id is distinct from $3
            """;

    static final String EVENT = """
            insert into event (installation_id, data_key_id, app, domain, type, version, actor, detail, pair_id,
              access_fingerprint, refresh_fingerprint, request_id)
            select id, data_key_id, app, domain, $2, version, $3, $4, $5, $6, $7, $8 from installation where id = $1
            on conflict (installation_id, pair_id) where pair_id is not null do nothing
            """;

    static final String RELOAD = "select " + InstallationRow.COLUMNS + ", i.current_pair_id = $3 as is_current"
            + " from installation i " + InstallationRow.JOIN + " where i.id = $2";

    private RecordStatements() {}
}

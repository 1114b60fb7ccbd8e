package dev.tokenbroker.postgres;

import dev.tokenbroker.installation.LeasedInstallation.Step;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

/** Notes a refusal, extends the lease, and takes the next refresh token to show: one step of the walk. */
final class RefusalStatement {
    static final String SQL = """
            with c as (
              update installation set lease_until = now() + $2 * interval '1 second',
                next_due_at = now() + $2 * interval '1 second'
              where id = $3 and fence = $4 and attempt_id = $5
              returning id, data_key_id, current_pair_id, attempt_id
            ), refused as (
              update token_pair p set refused_at = now(), refused_by = $5 from c
              where p.installation_id = c.id and p.pair_id = $6
            ), others as (
              select p.installation_id, p.pair_id, p.received_at, p.pair_id = c.current_pair_id as current, %s as old_enough
              from token_pair p join c on p.installation_id = c.id and p.data_key_id = c.data_key_id
              where p.pair_id <> $6 and %s
            ), candidate as (
              select * from others where old_enough order by current desc, received_at desc limit 1
            ), shown as (%s)
            select (select count(*) from others) as others, shown.* from c left join shown on true
            """.formatted(ClaimStatement.OLD_ENOUGH, ClaimStatement.PRESENTABLE, ClaimStatement.SHOW);

    private RefusalStatement() {}

    static Step step(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return new Step.Overtaken();
        }
        Row row = rows.iterator().next();
        return ClaimStatement.candidate(row)
                .<Step>map(Step.Next::new)
                .orElseGet(() -> row.getLong("others") > 0 ? new Step.TooYoung() : new Step.Exhausted());
    }
}

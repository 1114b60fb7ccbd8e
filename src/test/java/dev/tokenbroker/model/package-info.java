/**
 * The protocol of the three statements as an explicit-state check: every schedule of two replicas, one installation, its
 * database, and a provider, within a bound, is walked through, the short ones first. Where {@code dev.tokenbroker.proof}
 * runs the real engine over some hundred schedules of seconds and seeds, this runs a small likeness of it over all.
 *
 * <p><b>How it maps.</b> {@link dev.tokenbroker.model.Database} is one row of {@code installation} with its
 * {@code token_pair}s; its methods are {@code ClaimStatement}, {@code RecordStatements} ({@code LEDGER}, {@code POINTER},
 * {@code WAKE}), {@code RefusalStatement}, {@code SettleStatement} with the mark in it, and the prune of
 * {@code PostgresInstallationStore}, each one commit. {@link dev.tokenbroker.model.Replica} is what {@code Walk} holds in
 * memory; {@link dev.tokenbroker.model.Replica.Phase} names the failpoints at which a process that dies there dies.
 * {@link dev.tokenbroker.model.Step} is what a replica does, one commit or one message each;
 * {@link dev.tokenbroker.model.Nature} is the rest. {@link dev.tokenbroker.model.Property} is what has to be true, and each
 * {@link dev.tokenbroker.model.Rule} can be left out, to see what it is for.
 *
 * <p><b>Time</b> has no length: a lease, a back-off, the settle time end when the checker likes. A claim may always be made
 * by a reader, so that {@code next_due_at} matters in one respect alone: whether an idle installation waits for its
 * keep-alive, while the grace of a used token ends, or is looked at soon. A stopped process is one that takes no step
 * while its lease ends.
 *
 * <p><b>The bound</b> is {@link dev.tokenbroker.model.Trouble}: three requests; two misfortunes in any mixture; at most one
 * failover, acquisition, outage of days, and spell of refusal. The standby is at most two claims behind, since a lease is
 * half as long as the settle time. A schedule is not followed beyond a loss that is excused. A state is remembered by a
 * fingerprint of 128 bits, with names taken out ({@link dev.tokenbroker.model.Likeness}).
 *
 * <p><b>Where it says more than the statements do.</b> A commit of an acquisition is on the standby at once (rule 6): the
 * transaction asks for it, and the operator's {@code synchronous_standby_names} has to name one.
 *
 * <p><b>What it leaves out.</b> What needs keys (rules 7, 8, 14, 23, 24), other installations (15, 18, 20), readers and
 * the lives of access tokens (16, 19, 27), an uninstalling merchant (12), events (9), a legacy token (25), or an ID token
 * (10). Re-inserting the last ten minutes after a failover (6): without it more is lost, so the model is the harder one.
 * What speaks for the app when an installation is
 * called dead (11): there is one installation here, and nobody to ask. Of a database clock that went back,
 * all but the lease (17). A connection that breaks while the provider still works on the request: like a time-out, but
 * that it gives the lease back.
 */
package dev.tokenbroker.model;

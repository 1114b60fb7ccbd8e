package dev.tokenbroker.broker;

import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.token.AdminProbe;
import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.token.TokenAnswer;
import dev.tokenbroker.token.TokenAnswer.Granted;
import dev.tokenbroker.token.TokenCipher;
import dev.tokenbroker.token.TokenEndpoint;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** What every attempt works with. */
record RenewalParts(
        InstallationStore store,
        TokenEndpoint endpoint,
        TokenCipher cipher,
        Arrival arrival,
        Recording recording,
        Intake intake,
        AdminProbe probe,
        Endings endings,
        AppHealths health,
        Pauses pauses,
        RenewalMetrics metrics,
        SendBudget budget,
        Ticker ticker) {
    private static final Logger LOG = Logger.getLogger(RenewalParts.class);

    /** An answer that comes after its call was given up: the tokens in it are as good as any. */
    void keepLate(TokenAnswer answer, Installation row, Function<Granted, Uni<?>> receive) {
        if (answer instanceof Granted granted) {
            LOG.infof(
                    "Shopify answered for %s after the call was given up: its tokens are kept",
                    row.key().shop());
            receive.apply(granted)
                    .subscribe()
                    .with(
                            done -> {},
                            failure ->
                                    LOG.errorf("a late answer of %s was not kept: %s", row.id(), failure.getClass()));
        }
    }

    /** In the background: what is left over now is found by the next renewal. */
    void prune(Installation row, UUID proven) {
        store.prune(row, proven)
                .subscribe()
                .with(done -> {}, failure -> LOG.debugf("ancestors of a used pair of %s are pruned later", row.id()));
    }
}

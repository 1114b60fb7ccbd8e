package dev.tokenbroker.broker;

import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.token.AdminProbe;
import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.token.TokenCipher;
import dev.tokenbroker.token.TokenEndpoint;
import java.util.UUID;
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
        RenewalMetrics metrics,
        SendBudget budget,
        Ticker ticker) {
    private static final Logger LOG = Logger.getLogger(RenewalParts.class);

    /** In the background: what is left over now is found by the next renewal. */
    void prune(Installation row, UUID proven) {
        store.prune(row, proven)
                .subscribe()
                .with(done -> {}, failure -> LOG.debugf("ancestors of a used pair of %s are pruned later", row.id()));
    }
}

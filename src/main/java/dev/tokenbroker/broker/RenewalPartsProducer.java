package dev.tokenbroker.broker;

import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.token.AdminProbe;
import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.token.TokenCipher;
import dev.tokenbroker.token.TokenEndpoint;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts together what every attempt works with. */
class RenewalPartsProducer {
    @Produces
    @Singleton
    RenewalParts parts(
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
        return new RenewalParts(
                store, endpoint, cipher, arrival, recording, intake, probe, endings, health, pauses, metrics, budget,
                ticker);
    }
}

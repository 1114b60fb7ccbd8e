package dev.tokenbroker.vault;

import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The suite against the simulator. */
class SimulatedVaultTest extends VaultConformance {
    private static VaultLab lab;

    @BeforeAll
    static void begin() {
        lab = new SimulatedVaultLab(Clock.systemUTC()).prepare();
    }

    @AfterAll
    static void end() {
        lab.close();
    }

    @Override
    VaultLab lab() {
        return lab;
    }
}

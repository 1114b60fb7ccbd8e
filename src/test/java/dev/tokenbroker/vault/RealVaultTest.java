package dev.tokenbroker.vault;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The suite against a real server, where there is one. */
@EnabledIf("dev.tokenbroker.vault.RealVaultLab#available")
class RealVaultTest extends VaultConformance {
    private static RealVaultLab lab;

    @BeforeAll
    static void begin(@TempDir Path directory) {
        lab = RealVaultLab.start(directory);
        lab.prepare();
    }

    @AfterAll
    static void end() {
        lab.close();
    }

    @Override
    VaultLab lab() {
        return lab;
    }

    @Override
    boolean sealable() {
        return lab.ours();
    }
}

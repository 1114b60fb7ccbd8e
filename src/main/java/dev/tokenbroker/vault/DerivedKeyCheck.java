package dev.tokenbroker.vault;

import dev.tokenbroker.vault.Transit.DataKeyAnswer;
import dev.tokenbroker.vault.Transit.Item;
import dev.tokenbroker.vault.Transit.Operation;
import io.github.jopenlibs.vault.VaultException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Whether Transit binds a data key to its context, tried out with the paths that are used anyway: under a key that is not
 * derived, a wrapped key that was moved to another installation would open there.
 */
final class DerivedKeyCheck {
    private static final String ONE = base64("v1||check");
    private static final String ANOTHER = base64("v1||check of another");

    private final Transit transit;
    private volatile boolean passed;

    DerivedKeyCheck(Transit transit) {
        this.transit = transit;
    }

    /** Asks Vault once, until it passes. */
    void pass() throws VaultException, InterruptedException {
        if (passed) {
            return;
        }
        DataKeyAnswer made = transit.dataKey(ONE);
        List<Item> moved = List.of(new Item(ANOTHER, made.ciphertext()));
        if (transit.batch(Operation.DECRYPT, moved).get(0).isPresent()) {
            throw Refusals.refused("the Transit key is not derived");
        }
        passed = true;
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

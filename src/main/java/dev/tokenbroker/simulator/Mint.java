package dev.tokenbroker.simulator;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes values that nobody can guess and everybody can recognise as made up: scans for leaks look for the mark. */
final class Mint {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Mint() {}

    static String token(String prefix) {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }
}

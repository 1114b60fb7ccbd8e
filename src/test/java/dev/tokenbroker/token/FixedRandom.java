package dev.tokenbroker.token;

import java.security.SecureRandom;

/** Counts instead of drawing: 0, 1, 2, … so that what is stored can be pinned byte by byte. */
public final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private byte next;

    @Override
    public synchronized void nextBytes(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = next++;
        }
    }
}

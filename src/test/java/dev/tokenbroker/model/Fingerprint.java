package dev.tokenbroker.model;

/**
 * 128 bits that stand for a state. That two of some millions of states have the same is less likely than 1 in
 * 10<sup>24</sup>.
 */
final class Fingerprint {
    private static final int BITS = 5;

    private long high = 0x9E3779B97F4A7C15L;
    private long low = 0xC2B2AE3D27D4EB4FL;

    private long few;
    private int bits;

    /** @param value -2 to 29 */
    void add(int value) {
        assert value >= -2 && value < 30 : value;
        few = few << BITS | value + 2;
        bits += BITS;
        if (bits + BITS > Long.SIZE) {
            mixIn();
        }
    }

    void add(boolean value) {
        add(value ? 1 : 0);
    }

    void end() {
        mixIn();
    }

    private void mixIn() {
        high = mix(high ^ few, 0xBF58476D1CE4E5B9L);
        low = mix(low + few, 0x94D049BB133111EBL);
        few = 0;
        bits = 0;
    }

    private static long mix(long bits, long factor) {
        long mixed = (bits ^ bits >>> 30) * factor;
        mixed = (mixed ^ mixed >>> 27) * 0xFF51AFD7ED558CCDL;
        return (mixed ^ mixed >>> 31) + 0x9E3779B97F4A7C15L;
    }

    long high() {
        return high;
    }

    /** Never 0: that is an empty place of {@link SeenStates}. */
    long low() {
        return low == 0 ? 1 : low;
    }
}

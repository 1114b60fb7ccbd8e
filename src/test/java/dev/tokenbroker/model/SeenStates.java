package dev.tokenbroker.model;

/** A set of fingerprints, in one array of longs. */
final class SeenStates {
    private long[] places = new long[1 << 16];
    private int size;

    /** False: it was there. */
    boolean add(Fingerprint fingerprint) {
        if (4L * size > places.length) {
            grow();
        }
        boolean added = put(fingerprint.high(), fingerprint.low());
        size += added ? 1 : 0;
        return added;
    }

    int size() {
        return size;
    }

    private boolean put(long high, long low) {
        int mask = places.length - 2;
        int at = (int) (high << 1) & mask;
        while (places[at + 1] != 0) {
            if (places[at] == high && places[at + 1] == low) {
                return false;
            }
            at = at + 2 & mask;
        }
        places[at] = high;
        places[at + 1] = low;
        return true;
    }

    private void grow() {
        long[] old = places;
        places = new long[2 * old.length];
        for (int at = 0; at < old.length; at += 2) {
            if (old[at + 1] != 0) {
                put(old[at], old[at + 1]);
            }
        }
    }
}

package dev.tokenbroker.model;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** How each state was first reached: from which, and by which of its moves. States have the numbers of their finding. */
final class Trail {
    private int[] from = new int[1 << 16];
    private byte[] moves = new byte[1 << 16];
    private int size = 1;

    void add(int before, int move) {
        if (size == from.length) {
            from = Arrays.copyOf(from, 2 * size);
            moves = Arrays.copyOf(moves, 2 * size);
        }
        from[size] = before;
        moves[size] = (byte) move;
        size++;
    }

    Deque<Integer> movesToLast() {
        Deque<Integer> path = new ArrayDeque<>();
        for (int at = size - 1; at > 0; at = from[at]) {
            path.addFirst((int) moves[at]);
        }
        return path;
    }

    int depth() {
        return movesToLast().size();
    }
}

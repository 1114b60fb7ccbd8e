package dev.tokenbroker.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Shopify's refresh tokens of one installation, in every way that a retry may be answered. The oracle of the proof. */
final class Provider {
    /** What a refresh token answers that was used before, while its replacement was not. */
    enum Mode {
        SAME_PAIR,
        /** A new pair each time; the last one issued wins. */
        NEW_PAIR,
        /** A new pair each time; all are good until one is used. */
        SIBLINGS,
        /** The same pair for a while after the first use, then none. */
        SAME_PAIR_FOR_A_WHILE,
        /** No second time at all. */
        STRICT;

        /** Whether a token that was used is good until its replacement is: then nothing can be lost at all. */
        boolean forgiving() {
            return this == SAME_PAIR || this == NEW_PAIR || this == SIBLINGS;
        }
    }

    private static final Duration WHILE = Duration.ofMinutes(2);

    record Pair(String accessToken, String refreshToken) {}

    private static final class Token {
        final Token parent;
        final List<Token> children = new ArrayList<>();
        Pair pair;
        long firstUse = Long.MAX_VALUE;
        boolean retired;

        Token(Token parent) {
            this.parent = parent;
        }
    }

    private final Mode mode;
    private final LongSupplier clock;
    private final Map<String, Token> tokens = new HashMap<>();
    private int minted;
    private int rotations;

    Provider(Mode mode, LongSupplier clock) {
        this.mode = mode;
        this.clock = clock;
    }

    Mode mode() {
        return mode;
    }

    /** By code or ID token: retires every refresh token there is. */
    Pair acquire() {
        tokens.values().forEach(token -> token.retired = true);
        tokens.clear();
        return mint(null).pair;
    }

    /** Nothing: dead. */
    Optional<Pair> refresh(String refreshToken) {
        Token token = tokens.get(refreshToken);
        if (!acceptable(token)) {
            return Optional.empty();
        }
        retireWhatItReplaced(token);
        token.firstUse = Math.min(token.firstUse, clock.getAsLong());
        if (mode.name().startsWith("SAME_PAIR") && !token.children.isEmpty()) {
            return Optional.of(token.children.get(0).pair);
        }
        if (mode == Mode.NEW_PAIR) {
            token.children.forEach(child -> child.retired = true);
        }
        token.retired = mode == Mode.STRICT;
        rotations++;
        return Optional.of(mint(token).pair);
    }

    boolean acceptable(String refreshToken) {
        return acceptable(tokens.get(refreshToken));
    }

    private boolean acceptable(Token token) {
        return token != null
                && !token.retired
                && (mode != Mode.SAME_PAIR_FOR_A_WHILE || token.firstUse > clock.getAsLong() - WHILE.toNanos());
    }

    /** Whether every refresh token that was ever issued since the last acquisition is among these, or is an ancestor of one. */
    boolean heardOfAll(List<String> refreshTokens) {
        Set<Token> known = new HashSet<>();
        refreshTokens.forEach(name -> {
            for (Token token = tokens.get(name); token != null && known.add(token); ) {
                token = token.parent;
            }
        });
        return known.containsAll(tokens.values());
    }

    int rotations() {
        return rotations;
    }

    /** Its parent, and the parent's other children. */
    private static void retireWhatItReplaced(Token token) {
        if (token.parent != null) {
            token.parent.retired = true;
            token.parent.children.stream()
                    .filter(sibling -> sibling != token)
                    .forEach(sibling -> sibling.retired = true);
        }
    }

    private Token mint(Token parent) {
        Token token = new Token(parent);
        int number = ++minted;
        token.pair = new Pair("shpat_sim" + number, "shprt_sim" + number);
        tokens.put(token.pair.refreshToken(), token);
        if (parent != null) {
            parent.children.add(token);
        }
        return token;
    }
}

package dev.tokenbroker.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shopify's refresh tokens of one installation, in every way that a retry may be answered. The oracle of the proof. */
final class Provider {
    /** What a refresh token answers that was used before, while its replacement was not. */
    enum Mode {
        SAME_PAIR,
        /** A new pair each time; the last one issued wins. */
        NEW_PAIR,
        /** A new pair each time; all are good until one is used. */
        SIBLINGS,
        /** No second time at all. */
        STRICT
    }

    record Pair(String accessToken, String refreshToken) {}

    private static final class Token {
        final Token parent;
        final List<Token> children = new ArrayList<>();
        Pair pair;
        boolean retired;

        Token(Token parent) {
            this.parent = parent;
        }
    }

    private final Mode mode;
    private final Map<String, Token> tokens = new HashMap<>();
    private int minted;
    private int rotations;

    Provider(Mode mode) {
        this.mode = mode;
    }

    Pair first() {
        return mint(null).pair;
    }

    /** Nothing: dead. */
    Optional<Pair> refresh(String refreshToken) {
        Token token = tokens.get(refreshToken);
        if (token == null || token.retired) {
            return Optional.empty();
        }
        retireWhatItReplaced(token);
        if (mode == Mode.SAME_PAIR && !token.children.isEmpty()) {
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
        Token token = tokens.get(refreshToken);
        return token != null && !token.retired;
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

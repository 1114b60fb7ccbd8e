package dev.tokenbroker.caller;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a caller may do; a caller has those that its configuration lists and no other. */
public enum Permission {
    READ_TOKENS("read-tokens"),
    ENROL("enrol"),
    OPERATE("operate");

    private final String word;

    Permission(String word) {
        this.word = word;
    }

    /** The permission that configuration calls {@code word}, in exactly this spelling. */
    public static Optional<Permission> named(String word) {
        return Arrays.stream(values())
                .filter(permission -> permission.word.equals(word))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(Permission::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return word;
    }
}

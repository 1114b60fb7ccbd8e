package dev.tokenbroker.rest;

import java.util.Arrays;

/** The value of {@code If-None-Match} (RFC 9110 §13.1.2): tags are compared weakly, {@code *} is any. */
record EntityTags(String header) {
    boolean contain(String tag) {
        return header != null
                && Arrays.stream(header.split(","))
                        .map(String::strip)
                        .map(given -> given.startsWith("W/") ? given.substring(2) : given)
                        .anyMatch(given -> given.equals(tag) || given.equals("*"));
    }
}

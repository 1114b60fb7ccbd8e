package dev.tokenbroker.shop;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Access scopes as a set; Shopify lists them separated by commas and leaves out the reads that a write implies. */
public record Scopes(Set<String> handles) {
    public static final Scopes NONE = new Scopes(Set.of());

    public Scopes {
        handles = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(handles));
    }

    public static Scopes parse(String commaSeparated) {
        return new Scopes(Arrays.stream(commaSeparated.split(","))
                .map(String::strip)
                .filter(handle -> !handle.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** Whether these grant all that is {@code required}: {@code write_x} implies {@code read_x}. */
    public boolean cover(Scopes required) {
        return required.handles.stream().allMatch(this::grants);
    }

    private boolean grants(String handle) {
        return handles.contains(handle)
                || handle.startsWith("read_") && handles.contains("write_" + handle.substring("read_".length()));
    }

    @Override
    public String toString() {
        return String.join(",", handles);
    }
}

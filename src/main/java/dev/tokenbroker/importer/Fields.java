package dev.tokenbroker.importer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The named values of a row. What is empty, or the word by which a database says that nothing is there, is absent. */
record Fields(Map<String, String> values) {
    private static final Set<String> NOTHING = Set.of("", "\\N", "NULL", "null");

    /** Databases fold the names of columns; none of ours differ in case alone. */
    Fields {
        Map<String, String> folded = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        folded.putAll(values);
        values = folded;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !NOTHING.contains(value));
    }

    boolean isTrue(String name) {
        return text(name)
                .filter(Set.of("true", "t", "1", "TRUE", "True")::contains)
                .isPresent();
    }

    /** The scalar members of a JSON object. */
    static Fields of(JsonNode object) {
        Map<String, String> values = new TreeMap<>();
        object.properties().forEach(member -> {
            if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                values.put(member.getKey(), member.getValue().asText());
            }
        });
        return new Fields(values);
    }
}

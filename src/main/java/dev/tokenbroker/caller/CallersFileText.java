package dev.tokenbroker.caller;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of the file of {@code broker.callers-file}, a Java properties file of {@code broker.callers.<name>.<key>}.
 *
 * @param problems what cannot be understood, each naming its key
 */
record CallersFileText(Map<String, CallerSettings> callers, List<String> problems) {
    /** A name with dots stands in quotes, as everywhere in the configuration. */
    private static final Pattern KEY = Pattern.compile("broker\\.callers\\.(?:\"([^\"]+)\"|([^.\"]+))\\.([^.]+)");

    static CallersFileText parse(String text) {
        List<String> problems = new ArrayList<>();
        Map<String, WrittenCaller> callers = new TreeMap<>();
        properties(text, problems).forEach((key, value) -> {
            Matcher matcher = KEY.matcher(key);
            if (matcher.matches()) {
                String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
                callers.computeIfAbsent(name, any -> new WrittenCaller())
                        .set(matcher.group(3), value.strip())
                        .ifPresent(mistake -> problems.add(Printable.of(key) + ": " + mistake));
            } else {
                problems.add(Printable.of(key) + ": is no key of the callers' file");
            }
        });
        return new CallersFileText(new TreeMap<>(callers), List.copyOf(problems));
    }

    private static Map<String, String> properties(String text, List<String> problems) {
        Map<String, String> all = new TreeMap<>();
        Properties reader = new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(Object key, Object value) {
                if (all.put((String) key, (String) value) != null) {
                    problems.add(Printable.of((String) key) + ": stands twice in the callers' file");
                }
                return null;
            }
        };
        try {
            reader.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException malformed) {
            problems.add("broker.callers-file: is not a properties file");
        }
        return all;
    }
}

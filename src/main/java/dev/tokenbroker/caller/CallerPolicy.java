package dev.tokenbroker.caller;

import dev.tokenbroker.app.AppName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All callers as one configuration describes them: one immutable whole, so that a request never sees half of a change.
 */
public record CallerPolicy(Map<String, Caller> bySubject) {
    public CallerPolicy {
        bySubject = Map.copyOf(bySubject);
    }

    public Optional<Caller> bySubject(String subject) {
        return Optional.ofNullable(bySubject.get(subject));
    }

    /**
     * Reads the callers of the configuration and of the file of {@code broker.callers-file}.
     *
     * @param file the file's text, or empty where none is configured
     * @param apps every app that there is
     */
    public static Reading read(Map<String, CallerSettings> configured, Optional<String> file, Set<AppName> apps) {
        List<String> problems = new ArrayList<>();
        CallersFileText inFile = CallersFileText.parse(file.orElse(""));
        problems.addAll(inFile.problems());
        // sorted, so that the same mistakes always make the same line
        Map<String, CallerSettings> all = new TreeMap<>(configured);
        inFile.callers().forEach((name, settings) -> {
            if (all.putIfAbsent(name, settings) != null) {
                problems.add("broker.callers." + name + ": stands in the configuration and in the callers' file");
            }
        });
        CallerRules rules = new CallerRules(apps, problems);
        Map<String, Caller> callers = rules.bySubject(all);
        return new Reading(new CallerPolicy(problems.isEmpty() ? callers : Map.of()), List.copyOf(problems));
    }

    /**
     * What reading gave.
     *
     * @param policy nobody at all where there are problems
     * @param problems one text per mistake, each naming its key, each fit for one line of a log
     */
    public record Reading(CallerPolicy policy, List<String> problems) {
        /** @throws CallerPolicyException naming every mistake in one line */
        public CallerPolicy orThrow() {
            if (!problems.isEmpty()) {
                throw new CallerPolicyException(problems);
            }
            return policy;
        }
    }
}

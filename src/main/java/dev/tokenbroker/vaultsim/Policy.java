package dev.tokenbroker.vaultsim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A policy as operators write it: paths with capabilities, everything else denied. */
record Policy(List<Rule> rules) {
    private static final Pattern RULE =
            Pattern.compile("path\\s+\"([^\"]+)\"\\s*\\{\\s*capabilities\\s*=\\s*\\[([^\\]]*)\\]\\s*\\}");
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*(#|//).*$");

    /** What every token may do that has the policy of this name. */
    static final Policy DEFAULT = new Policy(List.of(
            new Rule("auth/token/lookup-self", Set.of("read")),
            new Rule("auth/token/renew-self", Set.of("update")),
            new Rule("auth/token/revoke-self", Set.of("update"))));

    /** @param path ends in {@code *} for all that begins so; {@code +} is any one segment */
    record Rule(String path, Set<String> capabilities) {
        boolean matches(String asked) {
            if (path.endsWith("*")) {
                return asked.startsWith(path.substring(0, path.length() - 1));
            }
            return asked.matches(Pattern.quote(path).replace("+", "\\E[^/]+\\Q"));
        }
    }

    /** @throws IllegalArgumentException where something in it is not understood */
    static Policy parse(String hcl) {
        String text = COMMENT.matcher(hcl).replaceAll("");
        List<Rule> rules = new ArrayList<>();
        Matcher found = RULE.matcher(text);
        while (found.find()) {
            rules.add(new Rule(
                    found.group(1),
                    Set.of(found.group(2).replaceAll("[\"\\s]", "").split(","))));
        }
        if (!RULE.matcher(text).replaceAll("").isBlank()) {
            throw new IllegalArgumentException("failed to parse policy");
        }
        return new Policy(rules);
    }

    /** The most specific rule counts alone. */
    Optional<Rule> rule(String path) {
        return rules.stream()
                .filter(rule -> rule.matches(path))
                .max(Comparator.comparing((Rule rule) -> !rule.path().endsWith("*"))
                        .thenComparing(rule -> rule.path().length()));
    }
}

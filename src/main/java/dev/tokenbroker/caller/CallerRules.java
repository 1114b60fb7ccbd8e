package dev.tokenbroker.caller;

import dev.tokenbroker.app.AppName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** Turns written settings into callers, collecting what is wrong with them. */
final class CallerRules {
    private final Set<AppName> apps;
    private final List<String> problems;

    CallerRules(Set<AppName> apps, List<String> problems) {
        this.apps = apps;
        this.problems = problems;
    }

    Map<String, Caller> bySubject(Map<String, CallerSettings> written) {
        Map<String, Caller> callers = new HashMap<>();
        written.forEach((name, settings) -> {
            Caller caller = caller(name, settings);
            Caller namesake = callers.putIfAbsent(caller.subject(), caller);
            if (namesake != null && !caller.subject().isEmpty()) {
                problem(name, "subject", "is the subject of broker.callers." + namesake.name() + " too");
            }
        });
        return callers;
    }

    private Caller caller(String name, CallerSettings settings) {
        String subject = settings.subject() == null ? "" : settings.subject();
        if (subject.isBlank()) {
            problem(name, "subject", "is missing");
        }
        return new Caller(
                name,
                subject,
                new HashSet<>(each(
                        name,
                        "permissions",
                        settings.permissions(),
                        Permission::named,
                        "is none of " + Permission.words())),
                each(
                        name,
                        "shops",
                        settings.shops(),
                        ShopRule::parse,
                        "is neither *, nor a *.myshopify.com domain, nor a prefix-* glob"),
                appsOf(name, settings),
                new Budgets(
                        positive(name, "requests-per-second", settings.requestsPerSecond()),
                        positive(name, "distinct-shops-per-hour", settings.distinctShopsPerHour())));
    }

    private Set<AppName> appsOf(String name, CallerSettings settings) {
        if (settings.apps().isEmpty()) {
            return apps;
        }
        return new HashSet<>(each(
                name,
                "apps",
                settings.apps(),
                text -> Optional.of(new AppName(text)).filter(apps::contains),
                "is no app of broker.apps"));
    }

    private <T> List<T> each(
            String name,
            String key,
            Optional<List<String>> written,
            Function<String, Optional<T>> reader,
            String mistake) {
        return written.orElse(List.of()).stream()
                .map(String::strip)
                .flatMap(text -> {
                    Optional<T> value = reader.apply(text);
                    if (value.isEmpty()) {
                        problem(name, key, "'" + Printable.of(text) + "' " + mistake);
                    }
                    return value.stream();
                })
                .toList();
    }

    private OptionalInt positive(String name, String key, OptionalInt number) {
        if (number.isPresent() && number.getAsInt() <= 0) {
            problem(name, key, "must be positive");
        }
        return number;
    }

    private void problem(String name, String key, String mistake) {
        problems.add("broker.callers." + Printable.of(name) + "." + key + ": " + mistake);
    }
}

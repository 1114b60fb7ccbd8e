package dev.tokenbroker.caller;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** One caller's settings as the callers' file spells them. */
final class WrittenCaller implements CallerSettings {
    private String subject = "";
    private Optional<List<String>> permissions = Optional.empty();
    private Optional<List<String>> shops = Optional.empty();
    private Optional<List<String>> apps = Optional.empty();
    private OptionalInt requestsPerSecond = OptionalInt.empty();
    private OptionalInt distinctShopsPerHour = OptionalInt.empty();

    /** Takes one key; the mistake in it, if there is one. */
    Optional<String> set(String key, String value) {
        switch (key) {
            case "subject":
                subject = value;
                return Optional.empty();
            case "permissions":
                return list(value, list -> permissions = list);
            case "shops":
                return list(value, list -> shops = list);
            case "apps":
                return list(value, list -> apps = list);
            case "requests-per-second":
                return number(value, number -> requestsPerSecond = number);
            case "distinct-shops-per-hour":
                return number(value, number -> distinctShopsPerHour = number);
            default:
                return Optional.of("is no key of a caller");
        }
    }

    private static Optional<String> list(String value, Consumer<Optional<List<String>>> field) {
        // an empty value is an absent one, as everywhere in the configuration
        field.accept(value.isEmpty() ? Optional.empty() : Optional.of(List.of(value.split(",", -1))));
        return Optional.empty();
    }

    private static Optional<String> number(String value, Consumer<OptionalInt> field) {
        try {
            field.accept(value.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value)));
            return Optional.empty();
        } catch (NumberFormatException notOne) {
            return Optional.of("is not a whole number");
        }
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public Optional<List<String>> permissions() {
        return permissions;
    }

    @Override
    public Optional<List<String>> shops() {
        return shops;
    }

    @Override
    public Optional<List<String>> apps() {
        return apps;
    }

    @Override
    public OptionalInt requestsPerSecond() {
        return requestsPerSecond;
    }

    @Override
    public OptionalInt distinctShopsPerHour() {
        return distinctShopsPerHour;
    }
}

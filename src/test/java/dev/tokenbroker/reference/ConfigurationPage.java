package dev.tokenbroker.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code docs/configuration.md}: prose by hand, and in it places for tables of keys, each between {@code <!-- keys: <prefixes> -->}
 * and {@code <!-- end of keys -->}.
 */
final class ConfigurationPage {
    private static final Pattern PLACE =
            Pattern.compile("(<!-- keys: ([^>]+) -->\n)(.*?)(<!-- end of keys -->)", Pattern.DOTALL);
    private static final String HEAD = "| key | type | default | meaning |\n| --- | --- | --- | --- |\n";

    private ConfigurationPage() {}

    /** The page with its tables made anew. */
    static String filled(String page, List<Setting> settings) {
        return PLACE.matcher(page)
                .replaceAll(place -> Matcher.quoteReplacement(
                        place.group(1) + table(List.of(place.group(2).split(" ")), settings) + place.group(4)));
    }

    /** Every prefix that the page has a place for, in order. */
    static List<String> prefixes(String page) {
        List<String> prefixes = new ArrayList<>();
        PLACE.matcher(page)
                .results()
                .forEach(place -> prefixes.addAll(List.of(place.group(2).split(" "))));
        return prefixes;
    }

    private static String table(List<String> prefixes, List<Setting> settings) {
        StringBuilder table = new StringBuilder("\n" + HEAD);
        settings.stream()
                .filter(setting -> prefixes.stream().anyMatch(setting::below))
                .map(Setting::row)
                .forEach(table::append);
        return table.append("\n").toString();
    }

    /** Key and default of every row by hand: those of Quarkus and MicroProfile, which no mapping of ours has. */
    static Stream<Setting> writtenByHand(String page) {
        return Pattern.compile("(?m)^\\| `((?:quarkus|mp)\\.[a-z.-]+)` \\| ([^|]+) \\| ([^|]+) \\| (.*) \\|$")
                .matcher(PLACE.matcher(page).replaceAll(""))
                .results()
                .map(row -> new Setting(row.group(1), row.group(2), row.group(3), row.group(4)));
    }
}

package dev.tokenbroker.deploy;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One object as it is written.
 *
 * @param template the file of the chart that it comes from, below {@code templates}
 */
record Manifest(String template, String yaml) {
    private static final Pattern DOCUMENT = Pattern.compile("(?m)^---$\\R?");
    private static final String SOURCE = "# Source: token-broker/templates/";

    /** @param rendered what {@code helm template} prints */
    static List<Manifest> all(String rendered) {
        return DOCUMENT.splitAsStream(rendered)
                .filter(document -> document.startsWith(SOURCE))
                .map(Manifest::one)
                .filter(manifest -> !manifest.yaml.isBlank())
                .toList();
    }

    private static Manifest one(String document) {
        int end = document.indexOf('\n');
        return new Manifest(
                document.substring(SOURCE.length(), end),
                document.substring(end + 1).strip() + "\n");
    }
}

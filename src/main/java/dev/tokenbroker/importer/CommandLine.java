package dev.tokenbroker.importer;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was typed.
 *
 * @param file the export; standard input where it is {@code -}
 * @param to the broker's import, where the lines are to be sent
 * @param integration of Nango, where only one is meant
 */
record CommandLine(
        Origin from,
        String file,
        Optional<URI> to,
        Optional<Path> tokenFile,
        Optional<String> app,
        Optional<String> scope,
        Optional<String> integration,
        boolean dryRun) {
    static final String USAGE = String.join(
            System.lineSeparator(),
            "usage: import --from=shopify-sessions|shopify-app|nango FILE",
            "              [--to=https://broker/v1/imports --token-file=JWT] [--dry-run]",
            "              [--app=NAME] [--scope=SCOPES] [--provider-config-key=KEY]");

    private static final Set<String> KNOWN =
            Set.of("--from", "--to", "--token-file", "--dry-run", "--app", "--scope", "--provider-config-key");

    /** @throws StoppedException naming what is wrong */
    static CommandLine parse(List<String> arguments) {
        Map<String, String> options = new HashMap<>();
        Optional<String> file = Optional.empty();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (!argument.startsWith("--")) {
                demand(file.isEmpty(), "there is more than one FILE");
                file = Optional.of(argument);
            } else {
                demand(KNOWN.contains(parts[0]), "there is no such option");
                demand(parts.length == 2 != parts[0].equals("--dry-run"), parts[0] + " is not understood");
                demand(options.put(parts[0], parts[parts.length - 1]) == null, parts[0] + " is given twice");
            }
        }
        return of(options, file.orElseThrow(() -> new StoppedException("FILE is missing")));
    }

    private static CommandLine of(Map<String, String> options, String file) {
        Optional<String> to = Optional.ofNullable(options.get("--to"));
        Optional<String> token = Optional.ofNullable(options.get("--token-file"));
        demand(to.isPresent() == token.isPresent(), "--to and --token-file belong together");
        return new CommandLine(
                Optional.ofNullable(options.get("--from"))
                        .flatMap(Origin::of)
                        .orElseThrow(() -> new StoppedException("--from is shopify-sessions, shopify-app or nango")),
                file,
                to.map(CommandLine::address),
                token.map(Path::of),
                Optional.ofNullable(options.get("--app")),
                Optional.ofNullable(options.get("--scope")),
                Optional.ofNullable(options.get("--provider-config-key")),
                options.containsKey("--dry-run"));
    }

    private static URI address(String text) {
        demand(text.matches("https?://[^?#\\s]+/v1/imports"), "--to is an http address that ends in /v1/imports");
        return URI.create(text);
    }

    private static void demand(boolean right, String otherwise) {
        if (!right) {
            throw new StoppedException(otherwise);
        }
    }
}

package dev.tokenbroker.upgrade;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement of a migration.
 *
 * @param text in lower case, without comments, with single spaces
 * @param contract the version that a comment {@code -- contract: <version> …} above it names
 */
record Statement(String text, Optional<String> contract) {
    /** A comment, a quoted text, a body between dollars, an end, or whatever comes next. */
    private static final Pattern TOKEN =
            Pattern.compile("--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|(\\$\\w*\\$).*?\\1|;|.", Pattern.DOTALL);

    private static final Pattern CONTRACT = Pattern.compile("-- contract: (\\d+(?:\\.\\d+)*) \\S.*");

    static List<Statement> of(String migration) {
        List<Statement> statements = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Optional<String> contract = Optional.empty();
        Matcher tokens = TOKEN.matcher(migration);
        while (tokens.find()) {
            String token = tokens.group();
            if (token.startsWith("--") || token.startsWith("/*")) {
                contract = named(token).isPresent() ? named(token) : contract;
            } else if (token.equals(";")) {
                add(statements, text, contract);
                text.setLength(0);
                contract = Optional.empty();
            } else {
                text.append(token);
            }
        }
        add(statements, text, contract);
        return statements;
    }

    private static Optional<String> named(String comment) {
        Matcher contract = CONTRACT.matcher(comment.strip());
        return contract.matches() ? Optional.of(contract.group(1)) : Optional.empty();
    }

    private static void add(List<Statement> statements, StringBuilder text, Optional<String> contract) {
        String plain =
                text.toString().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
        if (!plain.isEmpty()) {
            statements.add(new Statement(plain, contract));
        }
    }
}

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
 * @param beforehand what a comment {@code -- beforehand: <statement>} above it says that operators do before the upgrade
 */
record Statement(String text, Optional<String> contract, Optional<String> beforehand) {
    /** A comment, a quoted text, a body between dollars, an end, or whatever comes next. */
    private static final Pattern TOKEN =
            Pattern.compile("--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|(\\$\\w*\\$).*?\\1|;|.", Pattern.DOTALL);

    private static final Pattern CONTRACT = Pattern.compile("-- contract: (\\d+(?:\\.\\d+)*) \\S.*");
    private static final Pattern BEFOREHAND = Pattern.compile("-- beforehand: (.*?);?");

    static List<Statement> of(String migration) {
        List<Statement> statements = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Matcher tokens = TOKEN.matcher(migration + ";");
        while (tokens.find()) {
            String token = tokens.group();
            if (token.startsWith("--") || token.startsWith("/*")) {
                comments.add(token.strip());
            } else if (!token.equals(";")) {
                text.append(token);
            } else if (!plain(text).isEmpty()) {
                statements.add(new Statement(plain(text), said(CONTRACT, comments), said(BEFOREHAND, comments)));
                text.setLength(0);
                comments.clear();
            }
        }
        return statements;
    }

    private static Optional<String> said(Pattern pattern, List<String> comments) {
        return comments.stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(comment -> comment.group(1))
                .findFirst();
    }

    private static String plain(CharSequence text) {
        return text.toString().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
    }
}

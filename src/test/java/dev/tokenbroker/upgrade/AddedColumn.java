package dev.tokenbroker.upgrade;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The one change of a table in use that may be made at once: columns more, which whoever does not know them need not fill. */
final class AddedColumn {
    private static final Pattern ADDED =
            Pattern.compile("add (?:column )?(?:if not exists )?(?!constraint\\b|check\\b|unique\\b"
                    + "|primary\\b|foreign\\b|exclude\\b)\\w+ .*");
    /** PostgreSQL keeps such a default beside the table; any other is written into every row. */
    private static final Pattern CONSTANT =
            Pattern.compile(".* default (?:'(?:[^']|'')*'|-?[0-9.]+|true|false|null|now\\(\\))(?:::[\\w ]+)?( .*|$)");

    private AddedColumn() {}

    /** @param actions of an {@code alter table}, with commas between them */
    static Optional<String> objection(String actions) {
        return split(actions).stream()
                .map(AddedColumn::ofOne)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> ofOne(String action) {
        if (!ADDED.matcher(action).matches()) {
            return Optional.of("takes away or changes what the version before uses (" + action + ")");
        }
        boolean constant = CONSTANT.matcher(action).matches();
        if (action.contains(" default ") && !constant || action.matches(".* (generated|serial|bigserial)\\b.*")) {
            return Optional.of("writes every row anew while everybody waits (" + action + ")");
        }
        if (action.contains(" not null") && !constant) {
            return Optional.of("refuses the rows of the version before, which does not fill it (" + action + ")");
        }
        if (action.matches(".* (references|check|unique|primary key)\\b.*")) {
            return Optional.of("looks through every row while everybody waits (" + action + ")");
        }
        return Optional.empty();
    }

    /** At commas outside parentheses and quotes. */
    private static List<String> split(String actions) {
        List<String> found = new ArrayList<>();
        int depth = 0;
        int from = 0;
        boolean quoted = false;
        for (int i = 0; i < actions.length(); i++) {
            char at = actions.charAt(i);
            quoted ^= at == '\'';
            depth += quoted ? 0 : at == '(' ? 1 : at == ')' ? -1 : 0;
            if (at == ',' && depth == 0 && !quoted) {
                found.add(actions.substring(from, i).strip());
                from = i + 1;
            }
        }
        found.add(actions.substring(from).strip());
        return found;
    }
}

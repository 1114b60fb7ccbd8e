package dev.tokenbroker.upgrade;

import java.lang.module.ModuleDescriptor.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a migration may do while the version before goes on working: it adds, and holds nobody up for long. What is not known to
 * be harmless is complained of, unless a comment {@code -- contract: <version> <why>} above the statement names a version,
 * earlier than the one that brings the migration, whose code needs it no more.
 */
final class ExpandOnly {
    private static final String NAME = "(?:if not exists )?(?:if exists )?(?:only )?([\\w.\"]+)";
    private static final Pattern CREATE_TABLE = Pattern.compile("create table " + NAME + " ?\\(.*");
    private static final Pattern CREATE_INDEX =
            Pattern.compile("create (unique )?index (concurrently )?(?:if not exists )?\\w+ on " + NAME + ".*");
    private static final Pattern ALTER_TABLE = Pattern.compile("alter table " + NAME + " (.*)");
    private static final Pattern ON_A_TABLE =
            Pattern.compile("(?:insert into|comment on table|create trigger \\w+ \\w+ .*? on) " + NAME + "\\b.*");
    private static final Pattern ALWAYS =
            Pattern.compile("create (?:function|sequence|type|view) .*|comment on .*|set local .*");

    private final Version bringing;
    private final Set<String> made = new HashSet<>();
    private final List<String> complaints = new ArrayList<>();

    private ExpandOnly(String version) {
        this.bringing = Version.parse(version);
    }

    /** @param version that brings the migration */
    static List<String> complaints(String migration, String version) {
        ExpandOnly rules = new ExpandOnly(version);
        Statement.of(migration).forEach(rules::judge);
        return rules.complaints;
    }

    private void judge(Statement statement) {
        if (statement.contract().isPresent()) {
            contract(statement, Version.parse(statement.contract().get()));
        } else {
            objection(statement).ifPresent(why -> complain(statement, why));
        }
    }

    private void contract(Statement statement, Version last) {
        if (last.compareTo(bringing) >= 0) {
            complain(
                    statement,
                    "names version " + last + ", which is not before " + bringing + ": both would run side by side");
        }
    }

    private Optional<String> objection(Statement statement) {
        String text = statement.text();
        Matcher table = CREATE_TABLE.matcher(text);
        if (table.matches()) {
            made.add(table.group(1));
            return Optional.empty();
        }
        Matcher index = CREATE_INDEX.matcher(text);
        if (index.matches()) {
            return made.contains(index.group(3)) ? Optional.empty() : index(statement, index);
        }
        Matcher change = ALTER_TABLE.matcher(text);
        if (change.matches()) {
            return made.contains(change.group(1)) ? Optional.empty() : AddedColumn.objection(change.group(2));
        }
        Matcher other = ON_A_TABLE.matcher(text);
        boolean harmless = ALWAYS.matcher(text).matches() || other.matches() && made.contains(other.group(1));
        return harmless
                ? Optional.empty()
                : Optional.of("is not known to leave the version before and its traffic alone");
    }

    /**
     * Flyway keeps a transaction open beside a migration, and an index that is created concurrently waits for its end; so operators
     * do that, and the migration finds it done.
     */
    private static Optional<String> index(Statement statement, Matcher index) {
        if (index.group(1) != null) {
            return Optional.of("could refuse what the version before writes");
        }
        if (index.group(2) != null) {
            return Optional.of("waits for Flyway's own transaction, and that waits for it");
        }
        String made =
                statement.text().replace("create index if not exists ", "create index concurrently if not exists ");
        boolean announced = made.contains(" concurrently ")
                && statement.beforehand().filter(made::equalsIgnoreCase).isPresent();
        return announced
                ? Optional.empty()
                : Optional.of("keeps writers waiting until it is built; say if not exists, and in a comment above it"
                        + " -- beforehand: create index concurrently if not exists …, the same");
    }

    private void complain(Statement statement, String why) {
        String text = statement.text();
        complaints.add((text.length() > 90 ? text.substring(0, 90) + "…" : text) + ": " + why);
    }
}

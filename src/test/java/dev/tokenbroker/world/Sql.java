package dev.tokenbroker.world;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a test says to the database itself, past the broker. */
public final class Sql {
    private Sql() {}

    /** @return how many rows it changed */
    public static int run(EmbeddedDatabase database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException refused) {
            throw new AssertionError(sql, refused);
        }
    }

    /** {@code update installation set <this> where} it has this domain, as exactly one does. */
    public static void change(EmbeddedDatabase database, String domain, String columns) {
        String sql = "update installation set " + columns + " where domain = '" + domain + "'";
        if (run(database, sql) != 1) {
            throw new AssertionError("not one row: " + sql);
        }
    }

    /** The first column of the first row, as text; null where there is none. */
    public static String ask(EmbeddedDatabase database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            return found.next() ? found.getString(1) : null;
        } catch (SQLException refused) {
            throw new AssertionError(sql, refused);
        }
    }
}

package dev.tokenbroker.postgres;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.Revocations;
import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Polled rather than listened to: a notification is lost with its connection, and does not pass a pooler. */
@ApplicationScoped
class PostgresRevocations implements Revocations {
    private static final String WITHIN =
            "select seq, app, domain from revocation where at > now() - $1 * interval '1 second'";

    private final Database database;

    PostgresRevocations(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<Revocation>> within(Duration window) {
        return database.query(WITHIN, Tuple.of(Database.seconds(window))).map(rows -> {
            List<Revocation> found = new ArrayList<>();
            rows.forEach(row -> found.add(new Revocation(
                    row.getLong("seq"),
                    new InstallationKey(new AppName(row.getString("app")), new ShopDomain(row.getString("domain"))))));
            return found;
        });
    }
}

package dev.tokenbroker.postgres;

import dev.tokenbroker.installation.AppBreakers;
import dev.tokenbroker.installation.DatabaseHistory;
import dev.tokenbroker.installation.DueInstallations;
import dev.tokenbroker.installation.FleetKeys;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.token.Ticker;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

/** The real store over a pool of its own, without a container. */
public record PostgresPorts(
        InstallationStore store,
        DueInstallations due,
        AppBreakers breakers,
        FleetKeys fleetKeys,
        DatabaseHistory history) {
    public static PostgresPorts over(
            Vertx vertx, String url, String username, Ticker ticker, RefreshSettings settings, int connections) {
        Database database = new Database(Pool.newInstance(PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(url).setUser(username).setCachePreparedStatements(true))
                .with(new PoolOptions().setMaxSize(connections))
                .using(vertx)
                .build()));
        return new PostgresPorts(
                new PostgresInstallationStore(database, ticker, settings),
                new PostgresDueInstallations(database, ticker, settings),
                new PostgresAppBreakers(database),
                new PostgresFleetKeys(database),
                new PostgresHistory(database));
    }
}

package dev.tokenbroker.torture;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.audit.EventType;
import dev.tokenbroker.audit.Fingerprints;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.localkeys.LocalKeyService;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.TokenCipher;
import dev.tokenbroker.token.TokenCipher.Kind;
import dev.tokenbroker.world.DevelopmentWorld;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads the brokers' own tables, opens the refresh tokens of the ledger, and asks the simulated Shopify about each. */
final class Oracle {
    private static final String LEDGER = """
            select i.id, i.app, i.domain, i.wrapped_data_key, p.pair_id, p.refresh_token_sealed
            from installation i join token_pair p on p.installation_id = i.id and p.data_key_id = i.data_key_id
            where p.refresh_token_sealed is not null
            """;

    private static final String VERDICTS = """
            select domain from installation where state <> ? union select domain from event where type = ?
            """;

    private final DevelopmentWorld world;
    private final KeyService keys;
    private final TokenCipher cipher = new TokenCipher(new SecureRandom());

    Oracle(DevelopmentWorld world) {
        this.world = world;
        this.keys = LocalKeyService.of(Path.of(world.settings().get("broker.keys.local.file")), new SecureRandom());
    }

    /** Of how many shops no refresh token that the brokers hold would be accepted. */
    int lost(Collection<SimulatedShop> shops) throws SQLException {
        Map<String, SimulatedShop> lost = new HashMap<>();
        shops.forEach(shop -> lost.put(shop.domain(), shop));
        try (Connection connection = world.database().connect();
                PreparedStatement statement = connection.prepareStatement(LEDGER);
                ResultSet pair = statement.executeQuery()) {
            while (pair.next()) {
                String domain = pair.getString("domain");
                if (lost.containsKey(domain)
                        && refreshToken(pair)
                                .filter(lost.get(domain)::isAcceptable)
                                .isPresent()) {
                    lost.remove(domain);
                }
            }
        }
        return lost.size();
    }

    /** How many of these shops, all of which live, are not active, or were called dead at any time. */
    int falseVerdicts(Collection<SimulatedShop> shops) throws SQLException {
        Set<String> condemned = new HashSet<>();
        try (Connection connection = world.database().connect();
                PreparedStatement statement = connection.prepareStatement(VERDICTS)) {
            statement.setString(1, InstallationState.ACTIVE.label());
            statement.setString(2, EventType.REAUTHORIZATION_REQUIRED.label());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    condemned.add(row.getString(1));
                }
            }
        }
        return (int)
                shops.stream().filter(shop -> condemned.contains(shop.domain())).count();
    }

    /** Versions of all installations, by domain. */
    Map<String, Integer> versions() throws SQLException {
        Map<String, Integer> versions = new HashMap<>();
        try (Connection connection = world.database().connect();
                PreparedStatement statement = connection.prepareStatement("select domain, version from installation");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                versions.put(row.getString(1), row.getInt(2));
            }
        }
        return versions;
    }

    /** Fingerprints of every access token that was ever recorded. */
    Set<String> recordedAccessTokens() throws SQLException {
        Set<String> recorded = new HashSet<>();
        try (Connection connection = world.database().connect();
                PreparedStatement statement = connection.prepareStatement(
                        "select access_fingerprint from event where access_fingerprint is not null");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                recorded.add(row.getString(1));
            }
        }
        return recorded;
    }

    Fingerprints fingerprints() throws SQLException {
        try (Connection connection = world.database().connect();
                PreparedStatement statement =
                        connection.prepareStatement("select wrapped from fleet_key where purpose = 'fingerprint'");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Fingerprints(unwrap(KeyContext.ofFleet("fingerprint"), row.getBytes(1)));
        }
    }

    /** How long ago replicas were last told to forget something. */
    Duration sinceLastNews() throws SQLException {
        try (Connection connection = world.database().connect();
                PreparedStatement statement =
                        connection.prepareStatement("select extract(epoch from now() - max(at)) from revocation");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return Duration.ofMillis((long) (1000 * row.getDouble(1)));
        }
    }

    /** When the lease on this shop ends that is held now. */
    Instant leaseEnd(SimulatedShop shop) throws SQLException {
        String sql = "select lease_until from installation where domain = ?";
        try (Connection connection = world.database().connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, shop.domain());
            try (ResultSet row = statement.executeQuery()) {
                Timestamp end = row.next() ? row.getTimestamp(1) : null;
                return Optional.ofNullable(end).map(Timestamp::toInstant).orElseThrow();
            }
        }
    }

    private Optional<String> refreshToken(ResultSet pair) throws SQLException {
        KeyContext context =
                KeyContext.ofInstallation(new AppName(pair.getString("app")), pair.getObject("id", UUID.class));
        DataKey key = unwrap(context, pair.getBytes("wrapped_data_key"));
        return cipher.open(
                        pair.getBytes("refresh_token_sealed"),
                        key,
                        context,
                        Kind.REFRESH_TOKEN,
                        pair.getObject("pair_id", UUID.class))
                .map(SecretString::reveal);
    }

    private DataKey unwrap(KeyContext context, byte[] wrapped) {
        return keys.unwrap(context, wrapped).await().indefinitely();
    }
}

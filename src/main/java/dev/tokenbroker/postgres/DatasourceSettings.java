package dev.tokenbroker.postgres;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Says to Quarkus' two clients, the reactive one and the migrations' JDBC, what {@code broker.database.*} says to us. */
public final class DatasourceSettings implements ConfigSourceFactory {
    private static final Pattern ADDRESS = Pattern.compile("postgresql://[^/?#@\\s]+/[^/?#\\s]+");
    private static final String NOWHERE = "postgresql://127.0.0.1:1/nowhere";
    private static final int ORDINAL = 275;
    private static final String REACTIVE = "quarkus.datasource.reactive.";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> derived = new HashMap<>();
        value(context, "url").map(DatasourceSettings::orNowhere).ifPresent(url -> {
            boolean tls = value(context, "tls").map(Boolean::parseBoolean).orElse(false);
            Optional<String> authority = value(context, "ca-file");
            derived.put(REACTIVE + "url", url);
            derived.put("quarkus.datasource.jdbc.url", "jdbc:" + url + jdbcOptions(tls, authority));
            if (tls) {
                encrypt(derived, authority);
            }
            if (value(context, "transaction-pooling").map(Boolean::parseBoolean).orElse(false)) {
                sendStatementsWhole(derived);
            }
        });
        value(context, "username").ifPresent(name -> derived.put("quarkus.datasource.username", name));
        value(context, "password")
                .or(() -> value(context, "password-file").flatMap(DatasourceSettings::read))
                .ifPresent(password -> derived.put("quarkus.datasource.password", password));
        return List.of(new PropertiesConfigSource(derived, "broker.database", ORDINAL));
    }

    /** Whether it is {@code postgresql://host:port/database}, without user or query. */
    public static boolean wellFormed(String url) {
        return ADDRESS.matcher(url).matches();
    }

    /** What is no address at all would fail in the clients, which do not know our key; the start complains of it. */
    private static String orNowhere(String url) {
        return wellFormed(url) ? url : NOWHERE;
    }

    private static void encrypt(Map<String, String> derived, Optional<String> authority) {
        derived.put(REACTIVE + "postgresql.ssl-mode", "verify-full");
        derived.put(REACTIVE + "hostname-verification-algorithm", "HTTPS");
        authority.ifPresentOrElse(
                file -> {
                    derived.put(REACTIVE + "trust-certificate-pem", "true");
                    derived.put(REACTIVE + "trust-certificate-pem.certs", file);
                },
                () -> derived.put(REACTIVE + "trust-all", "false"));
    }

    /** The next one may find itself on another connection of the server's, which knows nothing of what was prepared. */
    private static void sendStatementsWhole(Map<String, String> derived) {
        derived.put(REACTIVE + "cache-prepared-statements", "false");
        derived.put(REACTIVE + "postgresql.use-layer7-proxy", "true");
    }

    private static String jdbcOptions(boolean tls, Optional<String> authority) {
        String plain = "?connectTimeout=5&socketTimeout=60&tcpKeepAlive=true&prepareThreshold=0";
        return tls
                ? plain + "&sslmode=verify-full"
                        + authority
                                .map(file -> "&sslrootcert=" + file)
                                .orElse("&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory")
                : plain;
    }

    private static Optional<String> value(ConfigSourceContext context, String key) {
        return Optional.ofNullable(context.getValue("broker.database." + key))
                .map(ConfigValue::getValue)
                .filter(text -> !text.isBlank());
    }

    /** What cannot be read is complained of at start, where it is one line. */
    private static Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}

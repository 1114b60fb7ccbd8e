package dev.tokenbroker.vault;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real server: the one that {@code VAULT_ADDR} and {@code VAULT_TOKEN} name, or one in development mode on loopback where
 * {@code bao} or {@code vault} is on the path.
 */
final class RealVaultLab extends VaultLab {
    private static final String ROOT_TOKEN = "sim-development-root";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern UNSEAL_KEY = Pattern.compile("Unseal Key: (\\S+)");

    private final String url;
    private final String token;
    private final Optional<Process> process;
    private final Path output;
    private final TokenReviews cluster = new TokenReviews();

    private RealVaultLab(String url, String token, Optional<Process> process, Path output) {
        this.url = url;
        this.token = token;
        this.process = process;
        this.output = output;
    }

    static boolean available() {
        return named() || executable().isPresent();
    }

    static RealVaultLab start(Path directory) {
        if (named()) {
            return new RealVaultLab(System.getenv("VAULT_ADDR"), System.getenv("VAULT_TOKEN"), Optional.empty(), null);
        }
        try {
            int port = freePort();
            Path output = directory.resolve("vault-output");
            Process process = new ProcessBuilder(
                            executable().orElseThrow().toString(),
                            "server",
                            "-dev",
                            "-dev-root-token-id=" + ROOT_TOKEN,
                            "-dev-listen-address=127.0.0.1:" + port,
                            "-dev-no-store-token")
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            RealVaultLab lab = new RealVaultLab("http://127.0.0.1:" + port, ROOT_TOKEN, Optional.of(process), output);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .failFast("it ended: " + output, () -> !process.isAlive())
                    .ignoreExceptionsMatching(AssertionError.class::isInstance)
                    .until(() -> lab.ask("GET", "sys/health", null).statusCode() == 200
                            && lab.unsealKey().isPresent());
            return lab;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static boolean named() {
        return System.getenv("VAULT_ADDR") != null && System.getenv("VAULT_TOKEN") != null;
    }

    private static Optional<Path> executable() {
        return Stream.of("bao", "vault")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether it may be sealed: a server that others use may not. */
    boolean ours() {
        return process.isPresent();
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public String rootToken() {
        return token;
    }

    @Override
    public void seal() {
        operate("PUT", "sys/seal", new JsonObject());
    }

    @Override
    public void unseal() {
        operate("PUT", "sys/unseal", new JsonObject().put("key", unsealKey().orElseThrow()));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> ask("GET", "sys/health", null).statusCode() == 200);
    }

    @Override
    public void revokeLogins() {
        operate("PUT", "sys/leases/revoke-prefix/auth/approle/login", new JsonObject());
    }

    @Override
    void trust(String jwt) {
        operate(
                "POST",
                "auth/kubernetes/config",
                new JsonObject()
                        .put("kubernetes_host", cluster.url())
                        .put("kubernetes_ca_cert", SelfSigned.make(directory()).certificate())
                        .put("token_reviewer_jwt", jwt)
                        .put("disable_local_ca_jwt", true));
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("vault-lab");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Optional<String> unsealKey() {
        try {
            Matcher found = UNSEAL_KEY.matcher(Files.readString(output));
            return found.find() ? Optional.of(found.group(1)) : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        cluster.close();
        process.ifPresent(server -> {
            server.destroy();
            try {
                if (!server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    server.destroyForcibly();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** For messages. */
    @Override
    public String toString() {
        return List.of(url, ours()).toString();
    }
}

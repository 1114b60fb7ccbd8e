package dev.tokenbroker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tokenbroker.image.Container.Mount;
import dev.tokenbroker.packaged.BrokerProcess.Ports;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.DevelopmentWorld;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The tar of the profile {@code image}, which hands its path over. */
@EnabledIfSystemProperty(named = "image.tar", matches = ".+", disabledReason = "./mvnw -Pimage builds the image")
class ImageIT {
    @TempDir
    static Path directory;

    static UnpackedImage image;

    @BeforeAll
    static void unpack() throws IOException {
        image = UnpackedImage.of(Path.of(System.getProperty("image.tar")), directory.resolve("image"));
    }

    @Test
    void nobodyInItIsRootAndNothingInItIsAShell() throws IOException {
        assertThat(image.user()).isEqualTo("65532");
        try (Stream<Path> files = Files.walk(image.root())) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .contains("java", "quarkus-run.jar")
                    .doesNotContain("sh", "bash", "busybox", "apt", "dpkg", "apk");
        }
    }

    @Test
    void theDevelopmentWorldStaysOutside() throws IOException {
        try (Stream<Path> libraries = Files.list(image.root().resolve("app/lib/main"))) {
            assertThat(libraries.map(Path::getFileName).map(Path::toString))
                    .noneMatch(name -> name.contains("zonky") || name.contains("embedded") || name.contains("junit"));
        }
    }

    @Test
    void itSaysWhatItIsAndOfWhichCommit() {
        assertThat(image.labels())
                .containsEntry("org.opencontainers.image.licenses", "Apache-2.0")
                .hasEntrySatisfying(
                        "org.opencontainers.image.revision",
                        commit -> assertThat(commit).matches("[0-9a-f]{40}"));
    }

    @Test
    void itServesATokenAsAStrangerOnARootThatItCannotWriteTo() throws IOException {
        assumeTrue(Shell.maySeparateMounts(), "needs the right to mount, as root has it");
        try (DevelopmentWorld world = DevelopmentWorld.start(directory.resolve("world"), Clock.systemUTC())) {
            Ports ports = Ports.free();
            Path log = directory.resolve("log");
            try (Container container = Container.start(image, mounts(world, ports), log)) {
                awaitReady(container, ports, log);
                BrokerClient broker = new BrokerClient(world, ports.base());
                SimulatedShop shop = broker.newShop();
                broker.enrol(shop, 0);

                BrokerClient.Answer answer = broker.read(shop.domain());

                assertThat(answer.status()).isEqualTo(200);
                assertThat(shop.isAccepted(answer.text("access_token"))).isTrue();
            }
        }
    }

    /** What the chart mounts, and a directory for the keys, which in production are Vault's. */
    private static List<Mount> mounts(DevelopmentWorld world, Ports ports) throws IOException {
        Path keys = Files.createDirectories(directory.resolve("keys"));
        Shell.run("chown", image.user(), keys.toString());
        Path jwks = Files.createDirectories(directory.resolve("issuer"));
        world.callers().writeJwks(jwks);
        Map<String, String> settings = new HashMap<>(world.settings());
        settings.put("broker.keys.local.file", "/keys/sim-keys");
        settings.put("mp.jwt.verify.publickey.location", "file:/issuer/jwks.json");
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(ports.http()));
        settings.put("quarkus.management.host", "127.0.0.1");
        settings.put("quarkus.management.port", Integer.toString(ports.management()));
        settings.put("quarkus.shutdown.delay", "PT0S");
        Path config = Files.createDirectories(directory.resolve("config"));
        Files.writeString(
                config.resolve("application.properties"),
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining("\n")));
        return List.of(
                new Mount(config, image.workingDirectory() + "/config"),
                new Mount(keys, "/keys"),
                new Mount(jwks, "/issuer"),
                new Mount(Path.of("/proc"), "/proc"),
                new Mount(Path.of("/dev"), "/dev"));
    }

    private static void awaitReady(Container container, Ports ports, Path log) {
        URI ready = URI.create("http://127.0.0.1:" + ports.management() + "/q/health/ready");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .failFast("the container ended, see " + log, () -> !container.isAlive())
                .ignoreExceptions()
                .until(() -> ((HttpURLConnection) ready.toURL().openConnection()).getResponseCode() == 200);
    }
}

package dev.tokenbroker.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code deploy/kustomize} says what the chart says. With {@code -Dkustomize.write=true} it is made to. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KustomizeTest {
    private static final Path DIRECTORY = Path.of("deploy", "kustomize");
    private static final Path VALUES = DIRECTORY.resolve("values.yaml").toAbsolutePath();

    @Test
    @Order(1)
    void theBaseIsWhatTheChartRenders() throws IOException {
        Map<String, String> rendered = KustomizeBase.files(Chart.render(VALUES));
        if (Boolean.getBoolean("kustomize.write")) {
            write(rendered);
        }

        assertThat(written())
                .as("deploy/kustomize is not what the chart renders; to refresh it:"
                        + " ./mvnw test -Dtest=KustomizeTest -Dkustomize.write=true")
                .isEqualTo(rendered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "example"})
    void kustomizeBuildsObjectsOfKubernetesWithRestrictedPods(String folder) throws Exception {
        List<HasMetadata> objects = build(DIRECTORY.resolve(folder));

        assertThat(objects).extracting(HasMetadata::getKind).contains("Deployment", "NetworkPolicy", "ConfigMap");
        assertThat(objects.stream().map(PodSecurity::podOf).flatMap(Optional::stream))
                .isNotEmpty()
                .allSatisfy(pod -> assertThat(PodSecurity.violations(pod)).isEmpty());
    }

    @Test
    void theExampleHasANamespaceAndAWayInForShopify() throws Exception {
        assertThat(build(DIRECTORY.resolve("example")))
                .extracting(
                        object -> object.getKind() + " " + object.getMetadata().getName())
                .contains("Namespace token-broker", "Ingress token-broker", "NetworkPolicy token-broker-ingress");
    }

    @Test
    void aChangedSettingRollsThePods() throws Exception {
        assertThat(build(DIRECTORY.resolve("base")))
                .filteredOn(object -> object.getKind().equals("ConfigMap"))
                .extracting(object -> object.getMetadata().getName())
                .contains("token-broker-callers")
                .anyMatch(name -> name.matches("token-broker-[a-z0-9]{10}"));
    }

    private static List<HasMetadata> build(Path folder) throws Exception {
        assumeTrue(onThePath("kubectl"), "kubectl is not installed");
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String built = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kubectl.waitFor()).isZero();
        return Stream.of(built.split("(?m)^---$")).map(KubernetesModel::read).toList();
    }

    private static boolean onThePath(String command) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    private static void write(Map<String, String> files) throws IOException {
        for (String stale : written().keySet()) {
            Files.delete(DIRECTORY.resolve(stale));
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = DIRECTORY.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private static Map<String, String> written() {
        Map<String, String> files = new TreeMap<>();
        for (String folder : List.of("base", "monitoring")) {
            Path root = DIRECTORY.resolve(folder);
            if (!Files.isDirectory(root)) {
                continue;
            }
            try (Stream<Path> found = Files.list(root)) {
                for (Path file : found.toList()) {
                    files.put(folder + "/" + file.getFileName(), Files.readString(file));
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return files;
    }
}

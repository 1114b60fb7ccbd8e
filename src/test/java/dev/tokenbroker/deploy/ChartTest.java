package dev.tokenbroker.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart makes of values, read as Kubernetes reads it. */
class ChartTest {
    private static final String EXTERNAL_SECRETS = "externalsecrets.yaml";

    static Stream<Path> values() {
        return Stream.of(Chart.SMALL, Chart.FULL);
    }

    @Test
    void helmHasNothingToSayAgainstIt() {
        assertThat(Chart.lint().isFailed())
                .as(Chart.lint().getMessages().toString())
                .isFalse();
    }

    @Test
    void withEverythingAskedForEachTemplateMakesAnObject() {
        Set<String> made =
                Chart.render(Chart.FULL).stream().map(Manifest::template).collect(Collectors.toSet());
        made.add(Chart.TEST.toString());

        assertThat(made)
                .isEqualTo(Chart.templates()
                        .map(template -> Chart.DIRECTORY
                                .resolve("templates")
                                .relativize(template)
                                .toString())
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyObjectIsOneOfKubernetes(Path values) {
        assertThat(objects(values))
                .isNotEmpty()
                .allSatisfy(object -> assertThat(object.getMetadata().getName()).isNotBlank());
    }

    @Test
    void whatNoKindOfKubernetesHasWouldBeNoticed() {
        String service = Chart.render(Chart.SMALL).stream()
                .filter(manifest -> manifest.template().equals("service.yaml"))
                .findFirst()
                .orElseThrow()
                .yaml();

        assertThatThrownBy(() -> KubernetesModel.read(service.replace("targetPort: http", "targetport: http")))
                .hasMessageContaining("targetport");
        assertThatThrownBy(() -> KubernetesModel.read(service.replace("port: 8080", "port: [8080]")))
                .hasMessageContaining("port");
        assertThatThrownBy(() -> KubernetesModel.read(service.replace("kind: Service", "kind: Sevice")))
                .hasMessageContaining("Sevice");
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyPodIsRestricted(Path values) {
        List<PodSpec> pods = Stream.concat(objects(values), Stream.of(test(values)))
                .map(PodSecurity::podOf)
                .flatMap(Optional::stream)
                .toList();

        assertThat(pods).hasSize(2).allSatisfy(pod -> {
            assertThat(PodSecurity.violations(pod)).isEmpty();
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getEnableServiceLinks()).isFalse();
            assertThat(pod.getContainers()).allSatisfy(container -> {
                assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                        .isTrue();
                assertThat(container.getResources().getLimits()).containsKey("memory");
            });
        });
    }

    @ParameterizedTest
    @MethodSource("values")
    void noSecretIsAnEnvironmentVariableOrAnAnnotation(Path values) {
        assertThat(broker(values).getContainers().get(0).getEnv())
                .allMatch(variable -> variable.getName().equals("JDK_JAVA_OPTIONS"));
        assertThat(broker(values).getContainers().get(0).getEnvFrom()).isEmpty();
    }

    @Test
    void theOnlyServiceAccountTokenIsForVault() {
        List<VolumeProjection> tokens = broker(Chart.SMALL).getVolumes().stream()
                .filter(volume -> volume.getProjected() != null)
                .flatMap(volume -> volume.getProjected().getSources().stream())
                .filter(source -> source.getServiceAccountToken() != null)
                .toList();

        assertThat(tokens)
                .singleElement()
                .satisfies(token ->
                        assertThat(token.getServiceAccountToken().getAudience()).isEqualTo("vault"));
    }

    @Test
    void withAnotherWayToLogInThereIsNone() {
        assertThat(broker(Chart.FULL).getVolumes())
                .noneMatch(volume -> volume.getName().equals("vault-token"));
    }

    @Test
    void aRollingUpgradeNeverHasFewerThanThereWere() {
        Deployment deployment = only(Deployment.class, Chart.SMALL);

        assertThat(deployment.getSpec().getReplicas()).isEqualTo(3);
        assertThat(deployment
                        .getSpec()
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxUnavailable()
                        .getIntVal())
                .isZero();
        assertThat(broker(Chart.SMALL)
                        .getContainers()
                        .get(0)
                        .getLifecycle()
                        .getPreStop()
                        .getSleep()
                        .getSeconds())
                .isPositive();
        assertThat(broker(Chart.SMALL).getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(45);
    }

    @Test
    void theApiIsNotExposed() {
        Ingress ingress = only(Ingress.class, Chart.FULL);

        assertThat(ingress.getSpec().getDefaultBackend()).isNull();
        assertThat(ingress.getSpec().getRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getHost()).isNotBlank();
            assertThat(rule.getHttp().getPaths())
                    .extracting(path -> path.getPath())
                    .containsExactly("/webhooks", "/oauth");
        });
    }

    @ParameterizedTest
    @MethodSource("values")
    void nothingReachesAPodUnlessAPolicySaysFromWhere(Path values) {
        List<NetworkPolicy> policies = objects(values)
                .filter(NetworkPolicy.class::isInstance)
                .map(NetworkPolicy.class::cast)
                .toList();

        assertThat(policies).hasSize(3).allSatisfy(policy -> {
            assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
            assertThat(policy.getSpec().getIngress()).allSatisfy(rule -> {
                assertThat(rule.getFrom()).isNotEmpty();
                assertThat(rule.getPorts()).isNotEmpty();
            });
            assertThat(policy.getSpec().getEgress())
                    .allSatisfy(rule -> assertThat(rule.getPorts()).isNotEmpty());
        });
        assertThat(policies)
                .filteredOn(policy -> policy.getMetadata().getName().endsWith("-default-deny"))
                .singleElement()
                .satisfies(policy -> {
                    assertThat(policy.getSpec().getIngress()).isEmpty();
                    assertThat(policy.getSpec().getEgress()).isEmpty();
                });
    }

    @Test
    void callersAreThePodsThatSaySo() {
        assertThat(objects(Chart.SMALL)
                        .filter(NetworkPolicy.class::isInstance)
                        .map(NetworkPolicy.class::cast)
                        .filter(policy -> policy.getMetadata().getName().equals("token-broker"))
                        .flatMap(policy -> policy.getSpec().getIngress().stream())
                        .filter(rule ->
                                rule.getPorts().get(0).getPort().getStrVal().equals("http"))
                        .flatMap(rule -> rule.getFrom().stream()))
                .singleElement()
                .satisfies(peer -> assertThat(peer.getPodSelector().getMatchLabels())
                        .containsEntry("token-broker.dev/caller", "true"));
    }

    @Test
    void theCollectorIsReachedWhereThereIsOneAndNowhereElse() {
        assertThat(egressPorts(Chart.FULL)).contains(4318, 14318);
        assertThat(egressPorts(Chart.SMALL)).containsExactlyInAnyOrder(53, 53, 5432, 8200, 443);
        assertThat(properties(Chart.FULL))
                .contains(
                        "quarkus.otel.exporter.otlp.endpoint=http://collector.tracing:4318",
                        "quarkus.otel.exporter.otlp.protocol=http/protobuf",
                        "quarkus.otel.traces.sampler.arg=0.1");
        assertThat(properties(Chart.SMALL)).noneMatch(line -> line.startsWith("quarkus.otel."));
    }

    private static List<Integer> egressPorts(Path values) {
        return objects(values)
                .filter(NetworkPolicy.class::isInstance)
                .map(NetworkPolicy.class::cast)
                .filter(policy -> policy.getMetadata().getName().equals("token-broker"))
                .flatMap(policy -> policy.getSpec().getEgress().stream())
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getPort().getIntVal())
                .toList();
    }

    private static List<String> properties(Path values) {
        return objects(values)
                .filter(ConfigMap.class::isInstance)
                .map(ConfigMap.class::cast)
                .filter(map -> map.getMetadata().getName().equals("token-broker"))
                .flatMap(map -> map.getData().get("application.properties").lines())
                .toList();
    }

    @Test
    void everySelectorFindsTheBrokersPods() {
        Deployment deployment = only(Deployment.class, Chart.FULL);
        var labels = deployment.getSpec().getTemplate().getMetadata().getLabels();

        assertThat(labels)
                .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
        assertThat(labels)
                .containsAllEntriesOf(only(Service.class, Chart.FULL).getSpec().getSelector());
        assertThat(only(Service.class, Chart.FULL).getMetadata().getLabels())
                .containsAllEntriesOf(only(ServiceMonitor.class, Chart.FULL)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels());
    }

    @Test
    void alertsAndDashboardAreTheFilesBesideTheTemplates() throws Exception {
        PrometheusRule rule = only(PrometheusRule.class, Chart.FULL);
        JsonNode file =
                KubernetesModel.tree(Files.readString(Chart.DIRECTORY.resolve(Path.of("files", "alerts.yaml"))));

        assertThat(rule.getSpec().getGroups())
                .hasSize(file.path("groups").size())
                .isNotEmpty();
        assertThat(objects(Chart.FULL)
                        .filter(object -> object.getMetadata().getName().endsWith("-dashboard"))
                        .map(ConfigMap.class::cast))
                .singleElement()
                .satisfies(dashboard -> assertThat(
                                KubernetesModel.tree(dashboard.getData().get("token-broker.json")))
                        .isEqualTo(KubernetesModel.tree(
                                Files.readString(Chart.DIRECTORY.resolve(Path.of("files", "dashboard.json"))))));
    }

    @Test
    void everyAlertNamesItsRunbookWhereItsPeopleReadIt() {
        String changed = "monitoring: { enabled: true, runbookUrl: 'https://wiki.example/token-broker' }";

        List<String> runbooks = Chart.render("token-broker", Chart.SMALL, changed).stream()
                .filter(manifest -> manifest.template().equals("prometheusrule.yaml"))
                .flatMap(manifest -> manifest.yaml().lines().filter(line -> line.contains("runbook_url: ")))
                .map(String::strip)
                .toList();

        assertThat(runbooks)
                .isNotEmpty()
                .allMatch(line -> line.matches("runbook_url: https://wiki\\.example/token-broker#tokenbroker\\w+"));
    }

    @Test
    void whereThePrometheusOperatorIsNotKnownNothingOfItIsMade() {
        assertThat(Chart.render(Chart.SMALL))
                .noneMatch(manifest -> manifest.yaml().contains("monitoring.coreos.com"));
    }

    /** No model of these can be had: the members are those of external-secrets.io/v1. */
    @Test
    void anExternalSecretHasTheMembersThatItsOperatorKnows() {
        List<JsonNode> secrets = Chart.render(Chart.FULL).stream()
                .filter(manifest -> manifest.template().equals(EXTERNAL_SECRETS))
                .map(manifest -> KubernetesModel.tree(manifest.yaml()))
                .toList();

        assertThat(secrets).hasSize(2).allSatisfy(secret -> {
            assertThat(secret.path("apiVersion").asText()).isEqualTo("external-secrets.io/v1");
            assertThat(names(secret.path("spec")))
                    .isEqualTo(Set.of("refreshInterval", "secretStoreRef", "target", "data"));
            assertThat(names(secret.path("spec").path("secretStoreRef"))).isEqualTo(Set.of("name", "kind"));
            assertThat(names(secret.path("spec").path("target"))).isEqualTo(Set.of("name", "creationPolicy"));
            assertThat(secret.path("spec").path("data")).isNotEmpty().allSatisfy(entry -> {
                assertThat(names(entry)).isEqualTo(Set.of("secretKey", "remoteRef"));
                assertThat(Set.of("key", "property", "version")).containsAll(names(entry.path("remoteRef")));
            });
        });
    }

    @Test
    void helmTestAsksWhetherCallersCanBeAnswered() {
        PodSpec pod = PodSecurity.podOf(test(Chart.SMALL)).orElseThrow();

        assertThat(pod.getContainers())
                .singleElement()
                .satisfies(container ->
                        assertThat(container.getArgs()).last().isEqualTo("http://token-broker:9000/q/health/ready"));
    }

    @Test
    void aReleaseOfAnyNameHasItsOwnObjects() {
        assertThat(Chart.render("eu", Chart.SMALL, "").stream()
                        .map(manifest -> KubernetesModel.tree(manifest.yaml())
                                .at("/metadata/name")
                                .asText()))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("eu-token-broker"));
    }

    private static Stream<HasMetadata> objects(Path values) {
        return Chart.render(values).stream()
                .filter(manifest -> !manifest.template().equals(EXTERNAL_SECRETS))
                .map(manifest -> KubernetesModel.read(manifest.yaml()));
    }

    private static HasMetadata test(Path values) {
        return KubernetesModel.read(Chart.renderTest(values).yaml());
    }

    private static PodSpec broker(Path values) {
        return only(Deployment.class, values).getSpec().getTemplate().getSpec();
    }

    private static <T> T only(Class<T> kind, Path values) {
        List<T> found = objects(values).filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Set<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }
}

package dev.tokenbroker.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes end at {@code helm install}, and are called by their names. */
class ChartRefusalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // an unknown key
                "replica: 3                                              | replica",
                "image: { repo: x }                                      | repo",
                "config: { broker.leese: PT30S }                         | broker.leese",
                "config: { broker.apps.default.client-secret: s }        | broker.apps.default.client-secret",
                "config: { broker.database.password: s }                 | broker.database.password",
                "files: { broker.database.pass-file: { secret: a, key: b } } | broker.database.pass-file",
                "callers: { orders: { shop: ['*'] } }                    | shop",
                "networkPolicy: { vault: { port: [8200] } }              | port",
                "resources: { limits: { memori: 1Gi } }                  | memori",
                // a value of another type
                "replicas: many                                          | replicas",
                "ingress: { enabled: sure }                              | ingress/enabled",
                "config: { broker.lease: 30 }                            | broker.lease",
                "config: { broker.database.tls: 'yes' }                  | broker.database.tls",
                "config: { broker.refresh.per-second: 1.5 }              | broker.refresh.per-second",
                "callers: { orders: { permissions: read-tokens } }       | callers/orders/permissions",
                // a value that cannot be
                "replicas: 1                                             | replicas",
                "gracePeriodSeconds: 30                                  | gracePeriodSeconds",
                "image: { repository: 'token-broker:0.1.0' }             | image/repository",
                "image: { digest: latest }                               | image/digest",
                "config: { broker.lease: 30s }                           | broker.lease",
                "config: { broker.database.url: 'jdbc:postgresql://h/d' } | broker.database.url",
                "config: { broker.vault.url: 'http://vault:8200' }       | broker.vault.url",
                "config: { broker.vault.auth: ldap }                     | broker.vault.auth",
                "config: { quarkus.http.port: 80 }                       | quarkus.http.port",
                "callers: { orders: { permissions: [all] } }             | callers/orders/permissions/0",
                "callers: { orders: { shops: [acme.example] } }          | callers/orders/shops/0",
                "files: { broker.database.password-file: { configMap: a, key: b } } | broker.database.password-file",
                "topologySpread: { nodes: Sometimes }                    | topologySpread/nodes",
                "tracing: { endpoint: 'http://collector' }               | tracing/endpoint",
                "tracing: { protocol: http/json }                        | tracing/protocol",
                "tracing: { share: 50 }                                  | tracing/share",
                "resources: { limits: { memory: 1 GB } }                 | resources/limits/memory",
                "monitoring: { runbookUrl: 'https://wiki.example/#page' } | monitoring/runbookUrl",
                "callers: { orders: { apps: [] } }                       | callers/orders/apps",
                "config: { quarkus.otel.exporter.otlp.endpoint: 'http://c:4317' } | quarkus.otel.exporter.otlp.endpoint",
                "config: { quarkus.datasource.password: s }              | quarkus.datasource.password",
                "config: { quarkus.management.root-path: /m }            | quarkus.management.root-path",
                "podLabels: { app.kubernetes.io/name: other }            | podLabels",
                "podAnnotations: { checksum/config: x }                  | checksum",
                "networkPolicy: { extraEgress: [{}] }                    | networkPolicy/extraEgress/0",
                "networkPolicy: { extraIngress: [{ ports: [] }] }        | networkPolicy/extraIngress/0",
                // what does not go together
                "callers: { orders: { apps: [other] } }                  | callers.orders.apps: other",
                "config: { broker.vault.auth: approle }                  | broker.vault.approle.role-id",
                "config: { broker.vault.auth: token-file }               | files.broker.vault.token-file",
                "resources: { limits: { memory: null } }                 | resources.limits.memory",
                "resources: { requests: { cpu: null } }                  | resources.requests.cpu",
                "podDisruptionBudget: { maxUnavailable: 3 }              | podDisruptionBudget.maxUnavailable",
                "{ service: { type: LoadBalancer }, networkPolicy: { enabled: false } } | service.type",
                "image: { repository: '' }                               | image/repository",
                "config: { broker.apps.two.client-id: '2' }              | broker.apps.two.client-secret-file",
                "config: { mp.jwt.verify.publickey.location: 'https://issuer.example' } | stands in config and in files",
                "ingress: { enabled: true }                              | ingress.host",
                "externalSecrets: { secrets: { a: { b: { key: c } } } }  | externalSecrets.store.name",
                "preStopSeconds: 20                                      | gracePeriodSeconds",
                "autoscaling: { minReplicas: 10 }                        | autoscaling.minReplicas",
            })
    void aMistakeIsRefusedWithItsName(String mistake, String name) {
        assertThatThrownBy(() -> Chart.render("token-broker", Chart.SMALL, mistake))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({
        "repository:, image.repository: is needed",
        "broker.apps.default.client-id, config.broker.apps.<app>.client-id: is needed",
        "broker.database.url, config.broker.database.url: is needed",
        "broker.database.username, config.broker.database.username: is needed",
        "broker.vault.url, config.broker.vault.url: is needed",
        "broker.vault.kubernetes.role, config.broker.vault.kubernetes.role: is needed",
        "mp.jwt.verify.issuer, config.mp.jwt.verify.issuer: is needed",
        "broker.apps.default.client-secret-file, broker.apps.default.client-secret-file: is needed",
        "mp.jwt.verify.publickey.location, mp.jwt.verify.publickey.location: is needed",
    })
    void whatIsMissingIsNamed(String missing, String name, @TempDir Path directory) throws IOException {
        List<String> lines = Files.readAllLines(Chart.SMALL);
        List<String> others =
                lines.stream().filter(line -> !line.contains(missing)).toList();
        Path values = Files.write(directory.resolve("values.yaml"), others);

        assertThat(others).hasSize(lines.size() - 1);
        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(name);
    }

    @Test
    void withoutAnyValuesTheFirstThatIsMissingIsNamed() {
        assertThatThrownBy(() -> Chart.render(Chart.DIRECTORY.resolve("values.yaml")))
                .hasMessageContaining("image.repository: is needed");
    }
}

package dev.tokenbroker.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The chart's objects, laid out as people who use kustomize lay them out. */
final class KustomizeBase {
    /** What says that Helm made an object; and what rolls the pods, which a generated ConfigMap does by its name. */
    private static final Pattern HELMS_OWN =
            Pattern.compile("(?m)^ +(app\\.kubernetes\\.io/managed-by|helm\\.sh/chart|checksum/config): .*\\R");

    private static final String HEAD = """
            # Rendered from deploy/helm/token-broker and deploy/kustomize/values.yaml. After a change of either:
            #   ./mvnw test -Dtest=KustomizeTest -Dkustomize.write=true
            """;

    private KustomizeBase() {}

    /** @return what is to stand in each file below {@code deploy/kustomize} */
    static Map<String, String> files(List<Manifest> manifests) {
        Map<String, String> files = new TreeMap<>();
        StringBuilder generators = new StringBuilder();
        manifests.stream()
                .filter(manifest -> !manifest.template().startsWith("tests/")
                        && !manifest.template().equals("networkpolicy-test.yaml"))
                .forEach(manifest -> {
                    if (manifest.template().equals("configmap.yaml")
                            || manifest.template().equals("callers.yaml")) {
                        generators.append(generator(manifest, files));
                    } else {
                        files.put(folder(manifest) + "/" + manifest.template(), plain(manifest));
                    }
                });
        files.put(
                "base/kustomization.yaml",
                kustomization("Kustomization", "v1beta1", "base", files) + generators(generators));
        files.put("monitoring/kustomization.yaml", kustomization("Component", "v1alpha1", "monitoring", files));
        return files;
    }

    private static String folder(Manifest manifest) {
        return manifest.yaml().contains("monitoring.coreos.com")
                        || manifest.template().equals("dashboard.yaml")
                ? "monitoring"
                : "base";
    }

    private static String plain(Manifest manifest) {
        return HELMS_OWN.matcher(manifest.yaml()).replaceAll("");
    }

    private static String generators(StringBuilder entries) {
        return "configMapGenerator:\n" + entries;
    }

    /** The callers keep their name: they are followed without a restart. */
    private static String generator(Manifest manifest, Map<String, String> files) {
        JsonNode map = KubernetesModel.tree(plain(manifest));
        StringBuilder entry =
                new StringBuilder("  - name: " + map.at("/metadata/name").asText() + "\n");
        map.path("data").propertyStream().forEach(file -> {
            files.put("base/" + file.getKey(), file.getValue().asText());
            entry.append("    files: [").append(file.getKey()).append("]\n");
        });
        String fixed = manifest.template().equals("callers.yaml") ? "      disableNameSuffixHash: true\n" : "";
        entry.append("    options:\n").append(fixed).append("      labels:\n");
        map.at("/metadata/labels")
                .propertyStream()
                .forEach(label -> entry.append("        ")
                        .append(label.getKey())
                        .append(": ")
                        .append(label.getValue().toString())
                        .append("\n"));
        return entry.toString();
    }

    private static String kustomization(String kind, String version, String folder, Map<String, String> files) {
        return HEAD + "apiVersion: kustomize.config.k8s.io/" + version + "\nkind: " + kind + "\nresources:\n"
                + files.keySet().stream()
                        .filter(name -> name.startsWith(folder + "/") && name.endsWith(".yaml"))
                        .map(name -> "  - " + name.substring(folder.length() + 1) + "\n")
                        .collect(Collectors.joining());
    }
}

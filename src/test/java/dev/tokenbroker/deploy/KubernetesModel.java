package dev.tokenbroker.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Set;
import java.util.TreeSet;

/** Kubernetes' own types. A member that a type does not have is refused, and not kept aside for a later version to know. */
final class KubernetesModel {
    private static final KubernetesSerialization KINDS = new KubernetesSerialization();

    private static final ObjectMapper STRICT = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new NothingKeptAside());

    private KubernetesModel() {}

    /** @throws IllegalArgumentException naming the member that the kind does not have, or whose value is of another type */
    static HasMetadata read(String yaml) {
        JsonNode tree = tree(yaml);
        String version = tree.path("apiVersion").asText();
        String kind = tree.path("kind").asText();
        Class<? extends KubernetesResource> type = KINDS.getRegisteredKubernetesResource(version, kind);
        if (type == null) {
            throw new IllegalArgumentException("no such kind: " + version + " " + kind);
        }
        try {
            return (HasMetadata) STRICT.readValue(yaml, type);
        } catch (JsonProcessingException refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }

    static JsonNode tree(String yaml) {
        try {
            return STRICT.readTree(yaml);
        } catch (JsonProcessingException refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }

    /** The names of the members that are set. */
    static Set<String> members(KubernetesResource part) {
        Set<String> names = new TreeSet<>();
        KINDS.convertValue(part, JsonNode.class).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static final class NothingKeptAside extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }
}

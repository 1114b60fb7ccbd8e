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

/** Kubernetes' own types. What they do not have is refused, and not kept aside for later versions to know. */
final class KubernetesModel {
    private static final KubernetesSerialization KINDS = new KubernetesSerialization();

    private static final ObjectMapper STRICT = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new WithoutAnySetters());

    private KubernetesModel() {}

    /** @throws IllegalArgumentException naming the member that the kind does not have, or whose type is another */
    static HasMetadata read(String yaml) {
        try {
            JsonNode tree = STRICT.readTree(yaml);
            String version = tree.path("apiVersion").asText();
            String kind = tree.path("kind").asText();
            Class<? extends KubernetesResource> type = KINDS.getRegisteredKubernetesResource(version, kind);
            if (type == null) {
                throw new IllegalArgumentException("unknown kind: " + version + " " + kind);
            }
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

    private static final class WithoutAnySetters extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }
}

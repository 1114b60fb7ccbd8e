package dev.tokenbroker.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenbroker.app.AppName;
import dev.tokenbroker.caller.CallerPolicy;
import dev.tokenbroker.startup.BrokerSettings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart's settings are the broker's, all of them and no others. */
class ChartSettingsTest {
    /** Set by the chart, or kept out of it: secrets in the clear, and the key file, which a mounted Secret cannot be. */
    private static final Predicate<String> NOT_THE_OPERATORS = Pattern.compile("broker\\.("
                    + "callers-file|callers\\..*|vault\\.kubernetes\\.token-file|keys\\..*|database\\.password"
                    + "|apps\\.name\\.(previous-)?client-secret|notifications\\.name\\.secret)")
            .asMatchPredicate();

    static Stream<Path> values() {
        return Stream.of(Chart.SMALL, Chart.FULL);
    }

    @ParameterizedTest
    @MethodSource("values")
    void theBrokerKnowsEverySettingThatIsRendered(Path values) {
        BrokerSettings settings = new SmallRyeConfigBuilder()
                .withMapping(BrokerSettings.class)
                .withSources(new PropertiesConfigSource(rendered(values, "application.properties"), "rendered", 300))
                .withConverter(java.time.Duration.class, 200, java.time.Duration::parse)
                .build()
                .getConfigMapping(BrokerSettings.class);

        assertThat(settings.apps()).containsKey("default");
        assertThat(settings.callersFile()).hasValue(Path.of("/etc/token-broker/callers/callers.properties"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void theBrokerTakesTheCallersFile(Path values) {
        String text = file(values, "callers.properties");

        CallerPolicy.Reading read =
                CallerPolicy.read(Map.of(), Optional.of(text), Set.of(new AppName("default"), new AppName("partner")));

        assertThat(read.problems()).isEmpty();
        assertThat(read.policy().bySubject("system:serviceaccount:shop:orders")).isPresent();
    }

    @Test
    void theSchemaHasARuleForEverySetting() throws IOException {
        List<Pattern> rules = rules("config", "files");

        assertThat(settings().filter(NOT_THE_OPERATORS.negate()))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(rules)
                        .as(key)
                        .anyMatch(rule -> rule.matcher(key).find()));
    }

    @Test
    void theSchemaHasNoRuleForASecretInTheClear() throws IOException {
        List<Pattern> rules = rules("config", "files");

        assertThat(settings().filter(NOT_THE_OPERATORS))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(rules)
                        .as(key)
                        .noneMatch(rule -> rule.matcher(key).find()));
    }

    @Test
    void aNumberIsRenderedAsItWasWritten() {
        String text = file(Chart.FULL, "callers.properties");

        assertThat(text).contains("distinct-shops-per-hour=1000000\n");
    }

    /** Every key that the broker knows; what is named by the operator is called {@code name}. */
    private static Stream<String> settings() {
        return ConfigMappings.getProperties(ConfigClass.configClass(BrokerSettings.class)).keySet().stream()
                .map(key -> key.replaceAll("\\[.*]", "").replace("*", "name"));
    }

    private static List<Pattern> rules(String... groups) throws IOException {
        JsonNode schema = KubernetesModel.tree(Files.readString(Chart.DIRECTORY.resolve("values.schema.json")));
        return Stream.of(groups)
                .flatMap(group -> schema.path("properties")
                        .path(group)
                        .path("patternProperties")
                        .propertyStream())
                .map(rule -> Pattern.compile(rule.getKey()))
                .toList();
    }

    private static Map<String, String> rendered(Path values, String name) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(file(values, name)));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return new TreeMap<>(properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(key -> key, properties::getProperty)));
    }

    private static String file(Path values, String name) {
        return Chart.render(values).stream()
                .map(Manifest::yaml)
                .filter(yaml -> yaml.contains("kind: ConfigMap"))
                .map(yaml -> (ConfigMap) KubernetesModel.read(yaml))
                .map(map -> map.getData().get(name))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }
}

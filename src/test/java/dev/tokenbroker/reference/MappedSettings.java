package dev.tokenbroker.reference;

import dev.tokenbroker.startup.BrokerSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMapping.NamingStrategy;
import io.smallrye.config.ConfigMappingInterface;
import io.smallrye.config.ConfigMappingInterface.Property;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The keys that the start accepts, read out of what SmallRye itself maps them by; the texts are the methods' own. */
final class MappedSettings {
    private static final String ROOT =
            BrokerSettings.class.getAnnotation(ConfigMapping.class).prefix();

    private final MethodTexts texts = new MethodTexts();

    private MappedSettings() {}

    /** In the order of the sources. */
    static List<Setting> read() {
        return new MappedSettings().below(ROOT, BrokerSettings.class).toList();
    }

    private Stream<Setting> below(String prefix, Class<?> mapping) {
        List<String> order = texts.methods(mapping);
        return Stream.of(ConfigMappingInterface.getConfigurationInterface(mapping)
                        .getProperties())
                .sorted(Comparator.comparing(
                        property -> order.indexOf(property.getMethod().getName())))
                .flatMap(property -> settings(prefix, property));
    }

    private Stream<Setting> settings(String prefix, Property property) {
        String key = property.isParentPropertyName()
                ? prefix
                : prefix + "." + property.getPropertyName(NamingStrategy.KEBAB_CASE);
        if (property.isGroup()) {
            return below(key, property.asGroup().getGroupType().getInterfaceType());
        }
        if (property.isMap()) {
            Property value = property.asMap().getValueProperty();
            return below(
                    key + "." + placeholder(property),
                    value.asGroup().getGroupType().getInterfaceType());
        }
        return Stream.of(new Setting(
                key,
                TypeNames.of(property.getMethod().getGenericReturnType()),
                preset(property),
                texts.of(property.getMethod())));
    }

    private static String placeholder(Property map) {
        return map.getMethod().getName().equals("apps") ? "<app>" : "<name>";
    }

    private static String preset(Property property) {
        if (property.hasDefaultValue()) {
            return "`" + property.getDefaultValue() + "`";
        }
        return property.getMethod().getReturnType().getSimpleName().startsWith("Optional") ? "none" : "required";
    }
}

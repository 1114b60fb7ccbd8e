package dev.tokenbroker.reference;

import dev.tokenbroker.secret.SecretString;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an operator calls the types of our mappings. */
final class TypeNames {
    private static final Map<Type, String> WORDS = Map.of(
            String.class, "text",
            SecretString.class, "secret",
            Path.class, "file",
            URI.class, "address",
            Duration.class, "duration",
            boolean.class, "`true` or `false`",
            int.class, "whole number",
            OptionalInt.class, "whole number",
            double.class, "number");

    private TypeNames() {}

    static String of(Type type) {
        if (type instanceof ParameterizedType generic) {
            String inner = of(generic.getActualTypeArguments()[0]);
            return generic.getRawType() == List.class ? "list" : inner;
        }
        if (type instanceof Class<?> choice && choice.isEnum()) {
            return Stream.of(choice.getEnumConstants())
                    .map(constant -> "`"
                            + ((Enum<?>) constant)
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-')
                            + "`")
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        String word = WORDS.get(type);
        if (word == null) {
            throw new IllegalArgumentException("the reference has no word for " + type);
        }
        return word;
    }
}

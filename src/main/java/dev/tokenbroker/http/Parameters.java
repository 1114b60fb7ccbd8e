package dev.tokenbroker.http;

import dev.tokenbroker.shop.ShopDomain;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads path and query parameters into types, or says which of them is none: Jakarta REST alone would say 404. */
@Provider
public final class Parameters implements ParamConverterProvider {
    private static final Map<Class<?>, Function<String, Optional<?>>> READERS = Map.of(
            Integer.class, text -> number(text).map(Long::intValue),
            int.class, text -> number(text).map(Long::intValue),
            Long.class, Parameters::number,
            long.class, Parameters::number,
            Boolean.class, Parameters::truth,
            boolean.class, Parameters::truth,
            Instant.class, Rfc3339::parse);

    @Override
    public <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        if (type == ShopDomain.class) {
            return new Reading<>(text -> cast(ShopDomain.parse(text)), Problem.invalidShop());
        }
        Function<String, Optional<?>> reader = READERS.get(type);
        return reader == null
                ? null
                : new Reading<>(
                        text -> cast(reader.apply(text)),
                        Problem.invalid(nameIn(annotations), "is not a value that this parameter takes"));
    }

    @SuppressWarnings("unchecked") // each reader stands beside its own type
    private static <T> Optional<T> cast(Optional<?> value) {
        return (Optional<T>) value;
    }

    private static String nameIn(Annotation[] annotations) {
        return Arrays.stream(annotations)
                .filter(QueryParam.class::isInstance)
                .map(annotation -> ((QueryParam) annotation).value())
                .findFirst()
                .orElse("(parameter)");
    }

    /** Up to nine digits: nothing that we count needs more, and nothing overflows. */
    private static Optional<Long> number(String text) {
        return text.matches("[0-9]{1,9}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private static Optional<Boolean> truth(String text) {
        return text.equals("true") || text.equals("false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
    }

    private record Reading<T>(Function<String, Optional<T>> reader, Problem otherwise) implements ParamConverter<T> {
        @Override
        public T fromString(String text) {
            return reader.apply(text).orElseThrow(() -> new ProblemException(otherwise));
        }

        @Override
        public String toString(T value) {
            return String.valueOf(value);
        }
    }
}

package dev.tokenbroker.shopify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON as Shopify sends it. Read leniently, unlike a caller's: a pair that is hard to read is a pair all the same. */
record AnswerJson(Map<?, ?> members) {
    private static final ObjectMapper LENIENT = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    /** Nothing where it is not a JSON object. */
    static Optional<AnswerJson> read(String body) {
        try {
            return Optional.ofNullable(LENIENT.readValue(body, OBJECT)).map(AnswerJson::new);
        } catch (JsonProcessingException notAnObject) {
            return Optional.empty();
        }
    }

    Optional<String> text(String member) {
        return members.get(member) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    Optional<Number> number(String member) {
        return members.get(member) instanceof Number number ? Optional.of(number) : Optional.empty();
    }

    Optional<AnswerJson> object(String member) {
        return members.get(member) instanceof Map<?, ?> object ? Optional.of(new AnswerJson(object)) : Optional.empty();
    }

    /** Empty where there is none. */
    List<?> list(String member) {
        return members.get(member) instanceof List<?> list ? list : List.of();
    }
}

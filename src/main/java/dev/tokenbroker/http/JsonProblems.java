package dev.tokenbroker.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.stream.Collectors;

/** What is wrong with a JSON body: the member is named, the value never shown. */
public final class JsonProblems {
    private static final String BODY = "(body)";

    private JsonProblems() {}

    public static Problem of(JsonProcessingException mistake) {
        if (mistake instanceof UnrecognizedPropertyException unknown) {
            return Problem.invalid(member(unknown), "is not known here");
        }
        if (mistake instanceof JsonMappingException mapping
                && (!(mapping.getCause() instanceof StreamReadException)
                        || mapping.getCause() instanceof InputCoercionException)) {
            return Problem.invalid(member(mapping), "is missing, or not of the type that is wanted here");
        }
        String text = String.valueOf(mistake.getOriginalMessage());
        return text.startsWith("Duplicate field")
                ? Problem.invalid(BODY, "names a member twice")
                : Problem.invalid(BODY, "is not one JSON value");
    }

    private static String member(JsonMappingException mapping) {
        String path = mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[]" : SafeName.of(step.getFieldName()))
                .collect(Collectors.joining("."));
        return path.isEmpty() ? BODY : path;
    }
}

package dev.tokenbroker.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The API that callers were promised, beside the one that was built. */
class ApiDocumentIT {
    private static final Path AGREED = Path.of("docs", "openapi.yaml");
    private static final Path BUILT = Path.of("target", "openapi", "openapi.yaml");

    @Test
    void theApiIsTheOneThatWasAgreedOn() throws IOException {
        assertThat(Files.readString(BUILT))
                .as("the API has changed; where that is meant: cp %s %s", BUILT, AGREED)
                .isEqualTo(Files.readString(AGREED));
    }
}

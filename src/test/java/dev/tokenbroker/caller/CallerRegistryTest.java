package dev.tokenbroker.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenbroker.app.AppName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallerRegistryTest {
    private static final String ORDERS = "broker.callers.orders.subject=orders\n";
    private static final String STOCK = "broker.callers.stock.subject=stock\n";

    @TempDir
    Path directory;

    @Test
    void aChangedFileIsInForceWithinASecond() throws IOException {
        Path file = write(ORDERS);
        try (CallerRegistry registry = CallerRegistry.start(sources(file), Set.of())) {
            write(STOCK);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(1))
                    .until(() -> registry.bySubject("stock").isPresent());
            assertThat(registry.bySubject("orders")).isEmpty();
        }
    }

    @Test
    void aMistakenFileIsRefusedWholeAndTheOldCallersStay() throws IOException {
        CallerRegistry registry = new CallerRegistry(sources(write(ORDERS)), Set.of());

        write(STOCK + "broker.callers.stock.permissions=fly\n");
        lookTwice(registry);

        assertThat(registry.bySubject("orders")).isPresent();
        assertThat(registry.bySubject("stock")).isEmpty();
    }

    @Test
    void aMendedFileIsTakenAfterAMistakenOne() throws IOException {
        CallerRegistry registry = new CallerRegistry(sources(write(ORDERS)), Set.of());
        write("nonsense");
        lookTwice(registry);

        write(STOCK);
        lookTwice(registry);

        assertThat(registry.bySubject("stock")).isPresent();
    }

    @Test
    void aVanishedFileLeavesTheOldCallersInForce() throws IOException {
        CallerRegistry registry = new CallerRegistry(sources(write(ORDERS)), Set.of());

        Files.delete(directory.resolve("callers.properties"));
        lookTwice(registry);

        assertThat(registry.bySubject("orders")).isPresent();
    }

    @Test
    void aFileSeenOnceMayBeHalfWrittenAndIsNotYetBelieved() throws IOException {
        CallerRegistry registry = new CallerRegistry(sources(write(ORDERS + STOCK)), Set.of());

        write(ORDERS);
        registry.file().orElseThrow().look();

        assertThat(registry.bySubject("stock")).isPresent();
    }

    @Test
    void anUnreadableFileAtStartRefusesTheStart() {
        CallerSources sources = sources(directory.resolve("absent"));

        assertThatThrownBy(() -> CallerRegistry.start(sources, Set.of()))
                .isInstanceOf(CallerPolicyException.class)
                .hasMessage("broker.callers-file: cannot be read");
    }

    @Test
    void aMistakenFileAtStartRefusesTheStartNamingTheKey() throws IOException {
        CallerSources sources = sources(write(ORDERS + "broker.callers.orders.apps=none"));

        assertThatThrownBy(() -> CallerRegistry.start(sources, Set.of(new AppName("default"))))
                .isInstanceOf(CallerPolicyException.class)
                .hasMessageStartingWith("broker.callers.orders.apps: ");
    }

    private static void lookTwice(CallerRegistry registry) {
        registry.file().orElseThrow().look();
        registry.file().orElseThrow().look();
    }

    private static CallerSources sources(Path file) {
        return new CallerSources(Map.of(), Optional.of(file));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("callers.properties"), text);
    }
}

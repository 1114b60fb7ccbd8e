package dev.tokenbroker.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InsistenceTest {
    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicInteger attempts = new AtomicInteger();

    private Uni<String> succeedingAfter(int failures) {
        return Insistence.on(
                () -> attempts.incrementAndGet() > failures
                        ? Uni.createFrom().item("written")
                        : Uni.createFrom().failure(new IllegalStateException("away")),
                pause -> Uni.createFrom().voidItem().invoke(() -> pauses.add(pause)),
                failed -> assertThat(failed.failure()).hasMessage("away"));
    }

    @Test
    void whatSucceedsAtOnceIsTriedOnce() {
        assertThat(succeedingAfter(0).await().indefinitely()).isEqualTo("written");

        assertThat(attempts).hasValue(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void pausesGrowToTwoSeconds() {
        succeedingAfter(7).await().indefinitely();

        assertThat(pauses)
                .extracting(Duration::toMillis)
                .containsExactly(100L, 200L, 400L, 800L, 1_600L, 2_000L, 2_000L);
    }

    /** As many as two seconds are in a day: each within the one before would be too deep. */
    @Test
    void anOutageOfADayComesToItsEnd() {
        assertThat(succeedingAfter(43_200).await().indefinitely()).isEqualTo("written");
    }
}

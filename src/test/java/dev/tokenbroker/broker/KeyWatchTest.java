package dev.tokenbroker.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.broker.TokenOutcome.Cause;
import dev.tokenbroker.broker.TokenOutcome.Issued;
import dev.tokenbroker.broker.TokenOutcome.Unavailable;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import dev.tokenbroker.token.MovableTicker;
import dev.tokenbroker.token.TokenCipher;
import io.smallrye.mutiny.Uni;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyWatchTest {
    private static final Duration GLANCE = KeyWatch.GLANCE;

    private final MovableTicker ticker = new MovableTicker();
    private final ToldKeyService service = new ToldKeyService();
    private final DataKeys keys =
            new DataKeys(service, asked -> Uni.createFrom().item(Map.of()), ticker);
    private final Holdings holdings = new Holdings(null, keys, new TokenCipher(new SecureRandom()), ticker);
    private final KeyWatch watch = new KeyWatch(service, keys, holdings, ticker);
    private final Installation row = SampleRow.withToken(Duration.ofHours(1)).row();

    @BeforeEach
    void aKeyAndATokenAreInMemory() {
        holdings.take(row).await().indefinitely();
        watchFor(Duration.ofSeconds(6));
    }

    @Test
    void aServiceThatSaysNoSilencesTheBrokerWithinSevenSeconds() {
        service.refusal = Optional.of(Reason.REFUSED);

        watchFor(Duration.ofMillis(6_500));

        assertThat(keys.silenced()).isTrue();
        assertThat(keys.inMemory(row)).isEmpty();
        assertThat(holdings.any()).isFalse();
        assertThat(watch.over(issued())).isEqualTo(new Unavailable(Cause.KEYS, Duration.ofSeconds(1)));
    }

    @Test
    void oneRefusalSilencesNobody() {
        service.refusal = Optional.of(Reason.REFUSED);
        watchFor(Duration.ofMillis(4_500));
        service.refusal = Optional.empty();

        watchFor(Duration.ofSeconds(10));

        assertThat(keys.silenced()).isFalse();
        assertThat(holdings.any()).isTrue();
    }

    @Test
    void aServiceThatIsAwaySilencesNobody() {
        service.refusal = Optional.of(Reason.AWAY);

        watchFor(Duration.ofMinutes(10));

        assertThat(keys.silenced()).isFalse();
        assertThat(keys.inMemory(row)).isPresent();
        assertThat(watch.over(issued())).isInstanceOf(Issued.class);
    }

    @Test
    void whenTheServiceSaysYesAgainTokensAreServedAgain() {
        service.refusal = Optional.of(Reason.REFUSED);
        watchFor(Duration.ofMinutes(2));
        service.refusal = Optional.empty();

        watchFor(Duration.ofMillis(1_250));

        assertThat(keys.silenced()).isFalse();
        assertThat(keys.of(row).await().indefinitely()).isNotNull();
    }

    @Test
    void aRefusalThatAColdReadMeetsIsLookedIntoAtOnce() {
        service.refusal = Optional.of(Reason.REFUSED);
        keys.suspect();

        watchFor(Duration.ofMillis(1_500));

        assertThat(keys.silenced()).isTrue();
    }

    @Test
    void whatWasBeingReadMeanwhileDoesNotComeBack() {
        keys.silence();
        holdings.forgetAll();

        holdings.take(SampleRow.withoutToken(row.grant()).row()).await().indefinitely();

        assertThat(holdings.any()).isFalse();
    }

    @Test
    void theCanaryIsAskedAboutEveryFiveSecondsAndMadeAnewEveryHour() {
        int unwraps = service.unwraps;

        watchFor(Duration.ofMinutes(1));

        assertThat(service.unwraps - unwraps).isEqualTo(12);
        assertThat(service.made).isEqualTo(1);
        watchFor(Duration.ofHours(1));
        assertThat(service.made).isEqualTo(2);
        watch.renewCanary();
        watchFor(Duration.ofSeconds(6));
        assertThat(service.made).isEqualTo(3);
    }

    private void watchFor(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(GLANCE)) {
            ticker.advance(GLANCE);
            watch.look().await().indefinitely();
        }
    }

    private static TokenOutcome issued() {
        return new Issued(SampleRow.KEY, SampleRow.TOKEN, Optional.empty(), null, 1, List.of());
    }
}

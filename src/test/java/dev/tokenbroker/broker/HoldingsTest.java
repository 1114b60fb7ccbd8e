package dev.tokenbroker.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.MovableTicker;
import dev.tokenbroker.token.TokenCipher;
import io.smallrye.mutiny.Uni;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HoldingsTest {
    private final MovableTicker ticker = new MovableTicker();
    private final TokenCipher cipher = new TokenCipher(new SecureRandom());
    private final DataKeys keys =
            new DataKeys(new ToldKeyService(), asked -> Uni.createFrom().item(Map.of()), ticker);
    private final Holdings holdings = new Holdings(null, keys, cipher, ticker);
    private final UUID id = UUID.randomUUID();
    private final UUID dataKeyId = UUID.randomUUID();

    @Test
    void aTokenOfAnotherRowIsRefusedAndCountedUntilTheRowIsMended() {
        Installation altered = row(UUID.randomUUID());

        assertThat(take(altered).quarantined()).isTrue();

        assertThat(keys.quarantine().size()).isEqualTo(1);
        take(altered);
        assertThat(keys.quarantine().size()).isEqualTo(1);
        assertThat(take(row(id)).token()).contains(SampleRow.TOKEN);
        assertThat(keys.quarantine().size()).isZero();
    }

    @Test
    void aRowWhoseTokenDoesNotOpenLacksNoKeyAndMayBeRenewed() {
        Installation altered = row(UUID.randomUUID());

        take(altered);

        assertThat(holdings.lacksKeyFor(altered)).isFalse();
        assertThat(holdings.keysLacking()).isZero();
    }

    private Holding take(Installation row) {
        return holdings.take(row).await().indefinitely();
    }

    /** @param sealedFor the installation that its token was sealed for */
    private Installation row(UUID sealedFor) {
        return SampleRow.withToken(Duration.ofHours(1))
                .id(sealedFor)
                .dataKey(dataKeyId, new byte[] {1})
                .sealed(cipher, new DataKey(new byte[DataKey.BYTES]))
                .id(id)
                .row();
    }
}

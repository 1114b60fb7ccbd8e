package dev.tokenbroker.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import dev.tokenbroker.token.MovableTicker;
import dev.tokenbroker.token.TokenCipher;
import io.smallrye.mutiny.Uni;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DataKeysTest {
    private final MovableTicker ticker = new MovableTicker();
    private final ToldKeyService service = new ToldKeyService();
    private final Map<UUID, DataKeyRef> rows = new HashMap<>();
    private final DataKeys keys =
            new DataKeys(service, asked -> Uni.createFrom().item(rows), ticker);
    private final Holdings holdings = new Holdings(null, keys, new TokenCipher(new SecureRandom()), ticker);
    private final KeyValidation validation =
            new KeyValidation(keys, holdings, asked -> Uni.createFrom().item(rows), service);

    @Test
    void aKeyIsUnwrappedOnce() {
        Installation row = row();

        ask(row);
        ask(row);

        assertThat(service.unwraps).isEqualTo(1);
    }

    @Test
    void aKeyLivesForAnHourWhileTheServiceIsAway() {
        Installation row = row();
        ask(row);
        service.refusal = Optional.of(Reason.AWAY);

        ticker.advance(Duration.ofMinutes(59));
        assertThat(keys.inMemory(row)).isPresent();
        ticker.advance(Duration.ofMinutes(1));

        assertThat(keys.inMemory(row)).isEmpty();
        assertThat(reason(row)).isEqualTo(Reason.AWAY);
    }

    @Test
    void aKeyThatTheServiceSaidYesToAgainLivesForAnotherHour() {
        Installation row = row();
        ask(row);
        ticker.advance(Duration.ofMinutes(15));
        validate();

        ticker.advance(Duration.ofMinutes(59));

        assertThat(keys.inMemory(row)).isPresent();
        assertThat(service.unwraps).isEqualTo(2);
    }

    @Test
    void aKeyIsAskedAboutWithTheBytesThatItsRowHasNow() {
        Installation row = row();
        ask(row);
        ticker.advance(Duration.ofMinutes(15));
        rows.put(row.id(), new DataKeyRef(row.dataKey().id(), ToldKeyService.ALTERED));

        validate();

        assertThat(keys.inMemory(row)).isEmpty();
        assertThat(keys.quarantine().size()).isEqualTo(1);
    }

    @Test
    void aKeyOfAFormerLifeIsForgotten() {
        Installation row = row();
        ask(row);
        ticker.advance(Duration.ofMinutes(15));
        rows.clear();

        validate();

        assertThat(keys.inMemory(row)).isEmpty();
        assertThat(keys.quarantine().size()).isZero();
    }

    @Test
    void whatIsNotUsedIsNotAskedAbout() {
        ask(row());
        for (int quarter = 0; quarter < 8; quarter++) {
            ticker.advance(Duration.ofMinutes(15));
            validate();
        }

        assertThat(service.unwraps).isLessThanOrEqualTo(4);
    }

    @Test
    void aKeyThatDoesNotOpenIsAskedAboutOnceAndItsRowAlone() {
        Installation altered = row(ToldKeyService.ALTERED);
        Installation fine = row();

        assertThat(reason(altered)).isEqualTo(Reason.NOT_AUTHENTIC);
        assertThat(reason(altered)).isEqualTo(Reason.NOT_AUTHENTIC);

        assertThat(service.unwraps).isEqualTo(1);
        assertThat(keys.lacksFor(altered)).isTrue();
        ask(fine);
        assertThat(keys.lacksFor(fine)).isFalse();
    }

    @Test
    void aRowThatWasMendedIsTakenOutOfQuarantineAtOnce() {
        Installation altered = row(ToldKeyService.ALTERED);
        reason(altered);

        Installation mended = SampleRow.withToken(Duration.ofHours(1))
                .id(altered.id())
                .dataKey(altered.dataKey().id(), new byte[] {1})
                .row();

        assertThat(keys.of(mended).await().indefinitely()).isNotNull();
    }

    @Test
    void aRowThatWasReadBeforeItsKeyWasWrappedAnewIsOpenedWithTheNewBytes() {
        Installation readBefore = row(ToldKeyService.ALTERED);
        rows.put(readBefore.id(), new DataKeyRef(readBefore.dataKey().id(), new byte[] {1}));

        ask(readBefore);

        assertThat(keys.quarantine().size()).isZero();
        assertThat(keys.lacksFor(readBefore)).isFalse();
    }

    @Test
    void whatOpensAgainIsNoLongerCountedAsQuarantined() {
        Installation altered = row(ToldKeyService.ALTERED);
        reason(altered);
        rows.put(altered.id(), new DataKeyRef(altered.dataKey().id(), new byte[] {1}));

        ask(SampleRow.withToken(Duration.ofHours(1))
                .id(altered.id())
                .dataKey(altered.dataKey().id(), new byte[] {1})
                .row());

        assertThat(keys.quarantine().size()).isZero();
    }

    @Test
    void aKeyThatWasMovedToAnotherRowIsRefusedThereAlone() {
        Installation robbed = row(ToldKeyService.ALTERED);
        Installation robber = row(ToldKeyService.ALTERED, robbed.dataKey().id());
        reason(robber);

        assertThat(keys.lacksFor(robber)).isTrue();
        assertThat(keys.lacksFor(robbed)).isFalse();
    }

    @Test
    void aRowWhoseKeyIsLackingIsLeftToOthersForAMinute() {
        Installation row = row();
        service.refusal = Optional.of(Reason.AWAY);
        reason(row);

        assertThat(keys.lacksFor(row)).isTrue();
        ticker.advance(Duration.ofMinutes(1));
        assertThat(keys.lacksFor(row)).isFalse();
    }

    private void ask(Installation row) {
        keys.of(row).await().indefinitely();
    }

    private void validate() {
        validation.round().await().indefinitely();
    }

    private Reason reason(Installation row) {
        return catchThrowableOfType(
                        KeysUnavailableException.class,
                        () -> keys.of(row).await().indefinitely())
                .reason();
    }

    private Installation row() {
        return row(new byte[] {1});
    }

    private Installation row(byte[] wrapped) {
        return row(wrapped, UUID.randomUUID());
    }

    private Installation row(byte[] wrapped, UUID dataKeyId) {
        Installation row = SampleRow.withToken(Duration.ofHours(1))
                .dataKey(dataKeyId, wrapped)
                .row();
        rows.put(row.id(), row.dataKey());
        return row;
    }
}

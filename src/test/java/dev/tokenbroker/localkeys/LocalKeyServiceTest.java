package dev.tokenbroker.localkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.FixedRandom;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyService.NewDataKey;
import dev.tokenbroker.token.KeysUnavailableException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeyServiceTest {
    private static final KeyContext CONTEXT = KeyContext.ofInstallation(new AppName("default"), UUID.randomUUID());

    @TempDir
    Path directory;

    private LocalKeyService keys;

    @BeforeEach
    void start() {
        keys = LocalKeyService.of(directory.resolve("key"), new SecureRandom());
    }

    @Test
    void aWrappedKeyUnwrapsAfterARestart() {
        NewDataKey made = create();
        LocalKeyService restarted = LocalKeyService.of(directory.resolve("key"), new SecureRandom());

        DataKey unwrapped = restarted.unwrap(CONTEXT, made.wrapped()).await().indefinitely();

        assertThat(name(unwrapped)).isEqualTo(name(made.key()));
    }

    @Test
    void eachDataKeyIsNew() {
        NewDataKey one = create();
        NewDataKey other = create();

        assertThat(name(one.key())).isNotEqualTo(name(other.key()));
        assertThat(one.wrapped()).isNotEqualTo(other.wrapped());
    }

    @Test
    void aWrappedKeyIsFormatNonceCiphertextTag() {
        LocalKeyService counting = LocalKeyService.of(directory.resolve("counted"), new FixedRandom());

        byte[] wrapped = counting.create(CONTEXT).await().indefinitely().wrapped();

        assertThat(wrapped).hasSize(1 + 12 + 32 + 16);
        assertThat(wrapped[0]).isEqualTo((byte) 1);
        // 32 bytes went into the key file, 32 into the data key
        assertThat(Arrays.copyOfRange(wrapped, 1, 13))
                .isEqualTo(new byte[] {64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75});
    }

    @Test
    void aWrappedKeyOfAnotherInstallationDoesNotUnwrap() {
        assertRefused(KeyContext.ofInstallation(new AppName("default"), UUID.randomUUID()), create().wrapped());
        assertRefused(KeyContext.ofFleet("fingerprint"), create().wrapped());
    }

    @Test
    void aWrappedKeyDoesNotUnwrapUnderAnotherKeyFile() {
        NewDataKey foreign = LocalKeyService.of(directory.resolve("another"), new SecureRandom())
                .create(CONTEXT)
                .await()
                .indefinitely();

        assertRefused(CONTEXT, foreign.wrapped());
    }

    @Test
    void noBitOfAWrappedKeyCanBeChanged() {
        byte[] wrapped = create().wrapped();

        for (int at = 0; at < wrapped.length; at++) {
            byte[] changed = wrapped.clone();
            changed[at] ^= 1;
            assertRefused(CONTEXT, changed);
        }
    }

    @Test
    void noWrappedKeyUnwrapsThatWasCutOff() {
        byte[] wrapped = create().wrapped();

        for (int length = 0; length < wrapped.length; length++) {
            assertRefused(CONTEXT, Arrays.copyOf(wrapped, length));
        }
    }

    @Test
    void theKeyFileIsAlwaysThere() {
        assertThat(keys.up()).isTrue();
    }

    private NewDataKey create() {
        return keys.create(CONTEXT).await().indefinitely();
    }

    private void assertRefused(KeyContext context, byte[] wrapped) {
        assertThatThrownBy(() -> keys.unwrap(context, wrapped).await().indefinitely())
                .isInstanceOf(KeysUnavailableException.class);
    }

    private static byte[] name(DataKey key) {
        return key.authenticate(new byte[] {1});
    }
}

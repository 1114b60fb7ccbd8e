package dev.tokenbroker.localkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path directory;

    @Test
    void aKeyFileIsMadeAtTheFirstStartForItsOwnerAlone() throws IOException {
        Path file = directory.resolve("made/on/the/way/key");

        byte[] key = KeyFile.readOrMake(file, random);

        assertThat(key).hasSize(32).isNotEqualTo(new byte[32]);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).matches("v1:[A-Za-z0-9+/]{43}=\n");
    }

    @Test
    void aKeyFileIsNeverOverwritten() {
        Path file = directory.resolve("key");
        byte[] first = KeyFile.readOrMake(file, random);

        assertThat(KeyFile.readOrMake(file, random)).isEqualTo(first);
    }

    @Test
    void nothingButTheKeyFileIsLeftBehind() throws IOException {
        KeyFile.readOrMake(directory.resolve("key"), random);

        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("key"));
        }
    }

    /** Many times, since they have to meet between the look and the making. */
    @RepeatedTest(50)
    void firstStartsAtOnceAgree() {
        Path file = directory.resolve("key");
        CountDownLatch together = new CountDownLatch(1);
        List<CompletableFuture<byte[]>> starts = IntStream.range(0, 8)
                .mapToObj(start -> CompletableFuture.supplyAsync(
                        () -> {
                            await(together);
                            return KeyFile.readOrMake(file, new SecureRandom());
                        },
                        command -> new Thread(command).start()))
                .toList();
        together.countDown();

        byte[] agreed = KeyFile.readOrMake(file, random);

        assertThat(starts.stream().map(CompletableFuture::join))
                .allSatisfy(key -> assertThat(key).isEqualTo(agreed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw------x", "rwxrwxrwx"})
    void aKeyFileThatOthersCanReachIsRefused(String permissions) throws IOException {
        Path file = directory.resolve("key");
        KeyFile.readOrMake(file, random);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> KeyFile.readOrMake(file, random))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("broker.keys.local.file: ")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void aKeyFileWithoutAnyPermissionIsNoMysteryOfOurs() throws IOException {
        Path file = directory.resolve("key");
        byte[] key = KeyFile.readOrMake(file, random);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));

        try {
            // root reads it all the same
            assertThat(KeyFile.readOrMake(file, random)).isEqualTo(key);
        } catch (IllegalStateException unreadable) {
            assertThat(unreadable).hasMessageStartingWith("broker.keys.local.file: ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sim-not-a-key",
                "v1:",
                "v1:c2ltLXRvby1zaG9ydA==",
                "v2:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            })
    void aFileThatHoldsNoKeyIsRefusedWithoutRepeatingIt(String text) throws IOException {
        Path file = directory.resolve("key");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);

        assertThatThrownBy(() -> KeyFile.readOrMake(file, random))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broker.keys.local.file: " + file + " does not hold a key");
    }

    @Test
    void aFileThatCannotBeMadeIsAMistakeOfTheSetting() throws IOException {
        Path inTheWay = Files.createFile(directory.resolve("in-the-way"));

        assertThatThrownBy(() -> KeyFile.readOrMake(inTheWay.resolve("key"), random))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("broker.keys.local.file: ");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}

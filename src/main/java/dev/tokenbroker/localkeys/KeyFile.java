package dev.tokenbroker.localkeys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** {@code v1:} and 32 bytes in Base64, in a file that its owner alone can read; made once, never overwritten. */
final class KeyFile {
    private static final String PREFIX = "v1:";
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private KeyFile() {}

    /** @throws IllegalStateException naming the setting, where the file cannot be made, read or trusted */
    static byte[] readOrMake(Path file, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                make(file, random);
            }
            if (!Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS)) {
                throw new IllegalStateException(
                        "broker.keys.local.file: " + file + " can be read by others than its owner; chmod 600 it");
            }
            return parse(file);
        } catch (IOException | UnsupportedOperationException broken) {
            throw new IllegalStateException(
                    "broker.keys.local.file: " + file + " cannot be made or read ("
                            + broken.getClass().getSimpleName() + ")",
                    broken);
        }
    }

    /** Complete before it has its name; whoever comes second finds the first one's. */
    private static void make(Path file, SecureRandom random) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        Path draft = Files.createTempFile(
                directory,
                ".key",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, PREFIX + Base64.getEncoder().encodeToString(key) + "\n");
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException theirs) {
            // as good as ours
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static byte[] parse(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        try {
            byte[] key = Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "");
            if (key.length == BYTES) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            // told below, without the text
        }
        throw new IllegalStateException("broker.keys.local.file: " + file + " does not hold a key");
    }
}

package dev.tokenbroker.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds one secret and nothing else. */
public final class SecretFile {
    private SecretFile() {}

    /**
     * @param key the setting that names the file
     * @throws IllegalArgumentException naming the setting, where the file cannot be read or is empty
     */
    public static SecretString read(String key, Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (text.isEmpty()) {
                throw new IllegalArgumentException(key + ": " + file + " is empty");
            }
            return SecretString.of(text);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    key + ": " + file + " cannot be read ("
                            + unreadable.getClass().getSimpleName() + ")",
                    unreadable);
        }
    }
}

package dev.tokenbroker.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that holds one secret and nothing else. Others may replace what is in it, so it is read anew each time.
 *
 * @param setting that names the file
 */
public record SecretFile(String setting, Path path) {
    /** @throws UnreadableSecretFileException where the file cannot be read or is empty */
    public SecretString read() {
        try {
            String text = Files.readString(path, StandardCharsets.UTF_8).strip();
            if (text.isEmpty()) {
                throw new UnreadableSecretFileException(setting + ": " + path + " is empty", null);
            }
            return SecretString.of(text);
        } catch (IOException unreadable) {
            throw new UnreadableSecretFileException(
                    setting + ": " + path + " cannot be read ("
                            + unreadable.getClass().getSimpleName() + ")",
                    unreadable);
        }
    }
}

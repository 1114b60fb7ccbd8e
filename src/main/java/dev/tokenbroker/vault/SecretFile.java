package dev.tokenbroker.vault;

import dev.tokenbroker.secret.SecretString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with one secret in it, whose content others may replace: read anew each time. */
record SecretFile(String setting, Path path) {
    SecretString read() {
        try {
            String text = Files.readString(path, StandardCharsets.UTF_8).strip();
            if (text.isEmpty()) {
                throw new UnreadableFileException(setting + ": " + path + " is empty", null);
            }
            return SecretString.of(text);
        } catch (IOException unreadable) {
            throw new UnreadableFileException(
                    setting + ": " + path + " cannot be read ("
                            + unreadable.getClass().getSimpleName() + ")",
                    unreadable);
        }
    }
}

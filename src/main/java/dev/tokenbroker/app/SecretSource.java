package dev.tokenbroker.app;

import dev.tokenbroker.secret.SecretFile;
import dev.tokenbroker.secret.SecretString;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where one client secret comes from: at most one of its three settings. */
sealed interface SecretSource {
    record None() implements SecretSource {}

    record Fixed(SecretString value) implements SecretSource {}

    /** Kept elsewhere, and read again and again. */
    record Kept(String setting, SecretReference reference) implements SecretSource {}

    /** @throws IllegalArgumentException naming the setting */
    static SecretSource of(String key, Optional<SecretString> value, Optional<Path> file, Optional<String> vault) {
        if (Stream.of(value, file, vault).filter(Optional::isPresent).count() > 1) {
            throw new IllegalArgumentException(
                    key + ": more than one of it, " + key + "-file and " + key + "-vault are set; keep one");
        }
        if (vault.isPresent()) {
            return new Kept(key + "-vault", SecretReference.parse(key + "-vault", vault.get()));
        }
        return value.or(() -> file.map(path -> new SecretFile(key + "-file", path).read()))
                .<SecretSource>map(Fixed::new)
                .orElseGet(None::new);
    }
}

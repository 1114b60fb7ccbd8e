package dev.tokenbroker.notification;

import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.secret.SecretStringConverter;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code broker.notifications.*}: who is told when an installation's state changes. */
public interface NotificationSettings {
    /** How long an installation has to stay in a state before anybody is told. */
    @WithDefault("PT30S")
    Duration settle();

    @WithParentName
    Map<String, TargetSettings> targets();

    /** {@code broker.notifications.<name>.*} */
    interface TargetSettings {
        // text, so that no complaint of a parser quotes it: it may hold what only its receiver should know
        /**
         * Where to post: https, or http on loopback; no user, no fragment. Redirects are not followed. Logs name its host alone.
         */
        String url();

        /** The key of the signature. Exactly one of it and {@code secret-file} is set. */
        @WithConverter(SecretStringConverter.class)
        Optional<SecretString> secret();

        /** The file that holds the key of the signature, and nothing else; read at start. */
        Optional<Path> secretFile();
    }
}

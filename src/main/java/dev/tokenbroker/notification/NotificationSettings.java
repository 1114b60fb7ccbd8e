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
        /** Text, so that no complaint of a parser quotes it: it may hold what only its receiver should know. */
        String url();

        @WithConverter(SecretStringConverter.class)
        Optional<SecretString> secret();

        Optional<Path> secretFile();
    }
}

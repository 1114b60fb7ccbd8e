package dev.tokenbroker.startup;

import dev.tokenbroker.localkeys.LocalKeySettings;
import dev.tokenbroker.token.KeyProvider;
import io.smallrye.config.WithDefault;

/** {@code broker.keys.*}: who wraps the data keys. */
public interface KeySettings {
    @WithDefault("vault")
    KeyProvider provider();

    LocalKeySettings local();
}

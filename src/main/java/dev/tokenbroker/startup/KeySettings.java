package dev.tokenbroker.startup;

import dev.tokenbroker.localkeys.LocalKeySettings;
import dev.tokenbroker.token.KeyProvider;
import io.smallrye.config.WithDefault;

/** {@code broker.keys.*}: who wraps the data keys. */
public interface KeySettings {
    /**
     * Who wraps new data keys: {@code vault} needs {@code broker.vault.url}, {@code local} needs {@code broker.keys.local.file}.
     */
    @WithDefault("vault")
    KeyProvider provider();

    LocalKeySettings local();
}

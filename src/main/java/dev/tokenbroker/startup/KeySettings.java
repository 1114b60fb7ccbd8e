package dev.tokenbroker.startup;

import dev.tokenbroker.localkeys.LocalKeySettings;
import io.smallrye.config.WithDefault;

/** {@code broker.keys.*}: who wraps the data keys. */
public interface KeySettings {
    @WithDefault("vault")
    Provider provider();

    LocalKeySettings local();

    /** The key services that the broker knows. */
    enum Provider {
        VAULT,
        LOCAL
    }
}

package dev.tokenbroker.rest;

import dev.tokenbroker.app.Apps;
import dev.tokenbroker.installation.InstallationKey;
import jakarta.inject.Singleton;
import java.net.URI;

/** Where to send a merchant whose installation only he can help: the {@code reauthorize_url} of an answer. */
@Singleton
class ReauthorizeUrls {
    private final Apps apps;

    ReauthorizeUrls(Apps apps) {
        this.apps = apps;
    }

    /** Null where the app has no public address, or is not configured any more. */
    String of(InstallationKey key) {
        return apps.named(key.app())
                .flatMap(app -> app.installUrl(key.shop()))
                .map(URI::toString)
                .orElse(null);
    }
}

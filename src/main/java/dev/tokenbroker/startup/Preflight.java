package dev.tokenbroker.startup;

import dev.tokenbroker.app.Apps;
import dev.tokenbroker.caller.CallerPolicyException;
import dev.tokenbroker.caller.CallerRegistry;
import dev.tokenbroker.notification.Targets;
import dev.tokenbroker.token.KeyService;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Before anything else: refuses to run on settings that are unsafe, or that could not work. */
@Singleton
class Preflight {
    private static final String KEYS_OF_CALLERS = "mp.jwt.verify.publickey.location";

    private final BrokerSettings settings;
    private final Config config;
    private final Instance<KeyService> keys;
    private final Instance<Apps> apps;
    private final Instance<CallerRegistry> callers;
    private final Instance<Targets> targets;

    Preflight(
            BrokerSettings settings,
            Config config,
            Instance<KeyService> keys,
            Instance<Apps> apps,
            Instance<CallerRegistry> callers,
            Instance<Targets> targets) {
        this.settings = settings;
        this.config = config;
        this.keys = keys;
        this.apps = apps;
        this.callers = callers;
        this.targets = targets;
    }

    void check(@Observes @Priority(1) StartupEvent starting) {
        List<String> complaints = new ArrayList<>(SettingsRules.complaints(settings));
        said(KEYS_OF_CALLERS, complaints);
        said("mp.jwt.verify.issuer", complaints);
        config.getOptionalValue(KEYS_OF_CALLERS, String.class)
                .flatMap(JwksRules::complaint)
                .ifPresent(complaint -> complaints.add(KEYS_OF_CALLERS + ": " + complaint));
        if (complaints.isEmpty()) {
            attempt(keys::get, complaints);
            attempt(apps::get, complaints);
            attempt(callers::get, complaints);
            attempt(targets::get, complaints);
        }
        if (!complaints.isEmpty()) {
            throw new RefusedStart(complaints);
        }
    }

    private void said(String key, List<String> complaints) {
        Optional<String> value = config.getOptionalValue(key, String.class);
        if (value.filter(text -> !text.isBlank()).isEmpty()) {
            complaints.add(key + ": is not set, so no caller could be believed");
        }
    }

    private static void attempt(Runnable reading, List<String> complaints) {
        try {
            reading.run();
        } catch (IllegalArgumentException | IllegalStateException | CallerPolicyException mistake) {
            complaints.add(mistake.getMessage());
        }
    }
}

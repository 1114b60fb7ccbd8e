package dev.tokenbroker.notification;

import dev.tokenbroker.installation.NotificationOutbox;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What has to be done every second: one thing for all targets, and one for each, so that none waits for another. */
@Singleton
public final class Notifications {
    private final Targets targets;
    private final NotificationOutbox outbox;
    private final Courier courier;
    private final NotificationSettings settings;

    Notifications(Targets targets, NotificationOutbox outbox, Courier courier, NotificationSettings settings) {
        this.targets = targets;
        this.outbox = outbox;
        this.courier = courier;
        this.settings = settings;
    }

    /** Where nobody is told too: what nobody hears of is not kept. */
    public Uni<Void> settle() {
        return outbox.register(targets.names()).chain(() -> outbox.settle(settings.settle()));
    }

    /** By the names of the targets. */
    public Map<String, Supplier<Uni<Void>>> couriers() {
        Function<Target, Supplier<Uni<Void>>> courierOf = target -> () -> courier.round(target);
        return targets.all().stream().collect(Collectors.toMap(Target::name, courierOf));
    }
}

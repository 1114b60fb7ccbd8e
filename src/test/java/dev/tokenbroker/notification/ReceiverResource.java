package dev.tokenbroker.notification;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A receiver that the broker has in its settings; a field of type {@link Receiver} gets it. */
public final class ReceiverResource implements QuarkusTestResourceLifecycleManager {
    private Receiver receiver;

    @Override
    public Map<String, String> start() {
        try {
            receiver = new Receiver();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Target target = receiver.as("sim-crm");
        return Map.of(
                "broker.notifications.settle",
                "PT0S",
                "broker.notifications.sim-crm.url",
                target.url().toString(),
                "broker.notifications.sim-crm.secret",
                Receiver.SECRET);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(receiver, new TestInjector.MatchesType(Receiver.class));
    }

    @Override
    public void stop() {
        receiver.close();
    }
}

package dev.tokenbroker.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * The webhooks that events on the shops gave rise to, in that order. Nothing leaves by itself: a test delivers each one
 * when it likes, as often as it likes, in whatever order.
 */
public final class WebhookOutbox {
    private final List<SignedWebhook> pending = new ArrayList<>();

    /** Takes out all that is pending. */
    public synchronized List<SignedWebhook> drain() {
        List<SignedWebhook> taken = List.copyOf(pending);
        pending.clear();
        return taken;
    }

    synchronized void add(SignedWebhook webhook) {
        pending.add(webhook);
    }
}

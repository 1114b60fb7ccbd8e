package dev.tokenbroker.notification;

import dev.tokenbroker.installation.NotificationOutbox;
import dev.tokenbroker.installation.NotificationOutbox.Post;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Brings a target what waits for it, one post after the other, until it is done or one is not taken. */
@Singleton
class Courier {
    private static final Logger LOG = Logger.getLogger(Courier.class);
    /** More than a call and the two statements around it may take. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final NotificationOutbox outbox;
    private final TargetClient client;
    private final Retries retries;

    Courier(NotificationOutbox outbox, TargetClient client, Retries retries) {
        this.outbox = outbox;
        this.client = client;
        this.retries = retries;
    }

    Uni<Void> round(Target target) {
        return Uni.createFrom()
                .deferred(() -> next(target))
                .repeat()
                .whilst(taken -> taken)
                .onItem()
                .ignoreAsUni();
    }

    /** Whether one was taken, and so there may be more. */
    private Uni<Boolean> next(Target target) {
        return outbox.take(target.name(), LEASE)
                .flatMap(post -> post.map(due -> bring(target, due))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Boolean> bring(Target target, Post post) {
        return client.post(target, post.id(), body(post)).flatMap(answer -> {
            if (answer instanceof Answer.NotTaken refusal) {
                return again(target, post, refusal.why()).replaceWith(false);
            }
            if (post.failures() > 0) {
                LOG.infof("notifications to %s are taken again", target);
            }
            return outbox.taken(target.name(), post.id()).replaceWith(true);
        });
    }

    private Uni<Void> again(Target target, Post post, String why) {
        Duration wait = retries.after(post.failures() + 1);
        if (retries.over(post.age())) {
            LOG.errorf("notification %s to %s was not taken for three days and is dropped: %s", post.id(), target, why);
            return outbox.giveUp(target.name(), post.id(), wait);
        }
        if (post.failures() == 0) {
            LOG.warnf("notification %s to %s is not taken, and tried again: %s", post.id(), target, why);
        }
        return outbox.putOff(target.name(), post.id(), wait);
    }

    /** The same bytes at each attempt, and so the same signature. */
    private static String body(Post post) {
        return "{\"id\":\"" + post.id() + "\",\"changes\":" + post.changes() + "}";
    }
}

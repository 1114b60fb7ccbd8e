package dev.tokenbroker.installation;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * What is to be told of the states of installations, to each target by itself. That a state changed is written with the
 * change; what is told is the state it has settled in.
 */
public interface NotificationOutbox {
    /** From now on what changes is queued for them too. */
    Uni<Void> register(Collection<String> targets);

    /** Queues, for every target, the installations whose last change is at least this old. */
    Uni<Void> settle(Duration settle);

    /**
     * The post that is due to this target, for one replica; due again when the lease ends. One that is not under way yet is
     * made of what is queued: {@value #MOST_CHANGES} installations, of those that show another state than was told last.
     */
    Uni<Optional<Post>> take(String target, Duration lease);

    Uni<Void> taken(String target, UUID post);

    Uni<Void> putOff(String target, UUID post, Duration wait);

    /** It is never told; the next post waits as long as another attempt would have. */
    Uni<Void> giveUp(String target, UUID post, Duration wait);

    int MOST_CHANGES = 100;

    /**
     * @param changes a JSON array, the same at each attempt
     * @param failures attempts in a row that this target did not take
     */
    record Post(UUID id, String changes, int failures, Duration age) {}
}

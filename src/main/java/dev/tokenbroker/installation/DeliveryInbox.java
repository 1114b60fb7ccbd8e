package dev.tokenbroker.installation;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/** Deliveries that were accepted and wait to be acted on, by whichever replica. Each comes in once, however often it is sent. */
public interface DeliveryInbox {
    /** Durable when it completes; one that came before changes nothing. */
    Uni<Void> accept(Delivery delivery);

    /** Some that are due, left alone by others for {@code lease}. */
    Uni<List<Waiting>> take(int most, Duration lease);

    /** @param outcome a word or two for whoever reads the table */
    Uni<Void> done(Delivery delivery, String outcome);

    Uni<Void> putOff(Delivery delivery, Duration wait);

    /** @param age since it came */
    record Waiting(Delivery delivery, Duration age) {}
}

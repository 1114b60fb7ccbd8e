package dev.tokenbroker.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tokenbroker.audit.Event;
import java.time.Instant;
import java.util.List;

/**
 * A page of the audit record, newest first.
 *
 * @param nextCursor null on the last page
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record EventPage(List<Line> events, String nextCursor) {
    /** @param found one more than {@code size} where there is another page */
    static EventPage of(List<Event> found, int size) {
        List<Event> shown = found.subList(0, Math.min(size, found.size()));
        String next = found.size() > size ? Cursor.of(shown.get(size - 1).id()) : null;
        return new EventPage(shown.stream().map(Line::of).toList(), next);
    }

    /**
     * @param app null where it concerns every app
     * @param shop null where it concerns every shop
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Line(Instant at, String type, String app, String shop, long version, String actor, String detail) {
        static Line of(Event event) {
            return new Line(
                    event.at(),
                    event.type(),
                    event.app().orElse(null),
                    event.shop().orElse(null),
                    event.version(),
                    event.actor(),
                    event.detail().orElse(null));
        }
    }
}

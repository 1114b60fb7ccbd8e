package dev.tokenbroker.installation;

import java.time.Duration;
import java.util.Optional;

/**
 * How sure it is that an installation's grant is the living one.
 *
 * @param age how long ago Shopify last answered a renewal, or a probe of an acquired token, with a yes; nothing where it never
 *     did
 * @param unsettled whether an acquisition was begun of which nobody knows how it ended: it may have retired the grant
 */
public record Confirmation(Optional<Duration> age, boolean unsettled) {
    public static final Confirmation NONE = new Confirmation(Optional.empty(), false);

    public boolean within(Duration time) {
        return !unsettled && age.map(since -> since.compareTo(time) <= 0).orElse(false);
    }
}

package dev.tokenbroker.caller;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The claims that decide, of a token whose signature, issuer, audience and times the JWT library has verified already.
 *
 * @param subject {@code sub}, whatever {@code upn} and {@code preferred_username} say
 * @param expiresAtMillis {@code exp}, without any allowance for clocks that differ
 */
record CallerClaims(String subject, long expiresAtMillis) {
    /** The last second of the year 9999: a later {@code exp} is no date. */
    private static final double LAST_SECOND = 253_402_300_799d;

    /** Nothing where {@code sub} or {@code exp} is missing or no such thing, or {@code aud} is not {@code audience} alone. */
    static Optional<CallerClaims> of(Map<String, Object> claims, Collection<String> audience) {
        if (claims.get("sub") instanceof String subject
                && !subject.isBlank()
                && claims.get("exp") instanceof Number exp
                && exp.doubleValue() > 0
                && exp.doubleValue() <= LAST_SECOND
                && isOurs(claims.get("aud"), audience)) {
            return Optional.of(new CallerClaims(subject, (long) (exp.doubleValue() * 1000)));
        }
        return Optional.empty();
    }

    /** A token for others too could have been handed to us by any of them. */
    private static boolean isOurs(Object aud, Collection<String> audience) {
        Object only = aud instanceof List<?> list && list.size() == 1 ? list.get(0) : aud;
        return only instanceof String name && audience.contains(name);
    }
}

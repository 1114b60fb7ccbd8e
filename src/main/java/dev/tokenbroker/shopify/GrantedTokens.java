package dev.tokenbroker.shopify;

import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.token.AccessToken;
import dev.tokenbroker.token.RefreshToken;
import dev.tokenbroker.token.TokenAnswer.Granted;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads tokens out of a 200. A pair whose lifetimes are odd or missing is a pair all the same: it has just been rotated. But
 * it never becomes one that does not expire.
 */
final class GrantedTokens {
    private static final Duration CAREFUL = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofHours(25);
    private static final Duration LONGEST_REFRESH = Duration.ofDays(400);

    /** Nothing where the tokens themselves are not there. */
    Optional<Granted> read(String body, boolean refreshGrant) {
        try {
            JsonObject json = new JsonObject(body);
            Optional<SecretString> access = secret(json, "access_token");
            Optional<SecretString> refresh = secret(json, "refresh_token");
            return access.isEmpty() || refreshGrant && refresh.isEmpty()
                    ? Optional.empty()
                    : Optional.of(granted(json, access.get(), refresh));
        } catch (DecodeException notJson) {
            return Optional.empty();
        }
    }

    private static Granted granted(JsonObject json, SecretString access, Optional<SecretString> refresh) {
        Optional<Duration> life = seconds(json, "expires_in", LONGEST);
        Optional<Duration> refreshLife = seconds(json, "refresh_token_expires_in", LONGEST_REFRESH);
        return new Granted(
                new AccessToken(access),
                refresh.map(RefreshToken::new),
                life.orElse(CAREFUL),
                refresh.isPresent() ? refreshLife : Optional.empty(),
                json.getValue("scope") instanceof String scope ? Scopes.parse(scope) : Scopes.NONE,
                life.isEmpty() || refresh.isPresent() && refreshLife.isEmpty());
    }

    private static Optional<SecretString> secret(JsonObject json, String member) {
        return json.getValue(member) instanceof String text && !text.isEmpty()
                ? Optional.of(SecretString.of(text))
                : Optional.empty();
    }

    /** A positive whole number of seconds up to {@code longest}. */
    private static Optional<Duration> seconds(JsonObject json, String member, Duration longest) {
        if (!(json.getValue(member) instanceof Number number)
                || number.doubleValue() != Math.rint(number.doubleValue())) {
            return Optional.empty();
        }
        double value = number.doubleValue();
        return value > 0 && value <= longest.toSeconds()
                ? Optional.of(Duration.ofSeconds((long) value))
                : Optional.empty();
    }
}

package dev.tokenbroker.shopify;

import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.token.AccessToken;
import dev.tokenbroker.token.RefreshToken;
import dev.tokenbroker.token.TokenAnswer.Granted;
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
    Optional<Granted> read(String body, boolean rotating) {
        return AnswerJson.read(body).flatMap(json -> {
            Optional<SecretString> access = secret(json, "access_token");
            Optional<SecretString> refresh = secret(json, "refresh_token");
            return rotating && refresh.isEmpty()
                    ? Optional.empty()
                    : access.map(token -> granted(json, token, refresh));
        });
    }

    private static Granted granted(AnswerJson json, SecretString access, Optional<SecretString> refresh) {
        Optional<Duration> life = seconds(json, "expires_in", LONGEST);
        Optional<Duration> refreshLife = seconds(json, "refresh_token_expires_in", LONGEST_REFRESH);
        return new Granted(
                new AccessToken(access),
                refresh.map(RefreshToken::new),
                life.orElse(CAREFUL),
                refresh.isPresent() ? refreshLife : Optional.empty(),
                json.text("scope").map(Scopes::parse).orElse(Scopes.NONE),
                life.isEmpty() || refresh.isPresent() && refreshLife.isEmpty());
    }

    private static Optional<SecretString> secret(AnswerJson json, String member) {
        return json.text(member).filter(text -> !text.isEmpty()).map(SecretString::of);
    }

    /** A positive whole number of seconds up to {@code longest}. */
    private static Optional<Duration> seconds(AnswerJson json, String member, Duration longest) {
        return json.number(member)
                .map(Number::doubleValue)
                .filter(value -> value == Math.rint(value) && value > 0 && value <= longest.toSeconds())
                .map(value -> Duration.ofSeconds(value.longValue()));
    }
}

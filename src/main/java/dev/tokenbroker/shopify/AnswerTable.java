package dev.tokenbroker.shopify;

import dev.tokenbroker.token.TokenAnswer;
import dev.tokenbroker.token.TokenAnswer.AppRefused;
import dev.tokenbroker.token.TokenAnswer.Doubt;
import dev.tokenbroker.token.TokenAnswer.RefreshTokenDead;
import dev.tokenbroker.token.TokenAnswer.ShopNotFound;
import dev.tokenbroker.token.TokenAnswer.ShopSuspended;
import dev.tokenbroker.token.TokenAnswer.SubjectRefused;
import dev.tokenbroker.token.TokenAnswer.Unclear;
import dev.tokenbroker.token.TokenRequest.AuthorizationCode;
import dev.tokenbroker.token.TokenRequest.Grant;
import dev.tokenbroker.token.TokenRequest.IdToken;
import dev.tokenbroker.token.TokenRequest.Migration;
import dev.tokenbroker.token.TokenRequest.Refresh;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an answer of the token endpoint means. Status first, error code second, text last; refusals of the app are tested
 * before refusals of a token, and whatever is not known for certain is unclear.
 *
 * <table>
 * <caption>The table</caption>
 * <tr><td>200, tokens</td><td>granted</td></tr>
 * <tr><td>403; {@code invalid_client}; {@code application_cannot_be_found}</td><td>the app may be refused</td></tr>
 * <tr><td>400 or 401 with {@code invalid_grant} or "active refresh_token"</td><td>this refresh token is dead</td></tr>
 * <tr><td>400 with {@code invalid_subject_token}; to a code, 400 or 406 with {@code invalid_request} or {@code invalid_grant}</td>
 * <td>this code, ID token or non-expiring token is refused</td></tr>
 * <tr><td>any other 401</td><td>the app may be refused</td></tr>
 * <tr><td>402, 423</td><td>the shop is suspended</td></tr>
 * <tr><td>404</td><td>no shop there</td></tr>
 * <tr><td>429</td><td>unclear: throttled</td></tr>
 * <tr><td>408, 5xx</td><td>unclear: it may have rotated</td></tr>
 * <tr><td>anything else</td><td>unclear: not understood</td></tr>
 * </table>
 */
final class AnswerTable {
    private static final Set<String> APP_ERRORS = Set.of("invalid_client", "application_cannot_be_found");
    private static final Set<String> CODE_ERRORS = Set.of("invalid_request", "invalid_grant");
    private static final Set<String> SUBJECT_ERRORS = Set.of("invalid_subject_token", "invalid_grant");
    private static final String DEAD = "active refresh_token";

    private final GrantedTokens grantedTokens = new GrantedTokens();

    /** @param retryAfter as the answer's header says, if it says so */
    TokenAnswer meaning(int status, String body, Grant grant, Optional<Duration> retryAfter) {
        if (status == 200) {
            return grantedTokens
                    .read(body, grant.rotating())
                    .<TokenAnswer>map(granted -> granted)
                    .orElseGet(() -> unclear(Doubt.NOT_UNDERSTOOD, retryAfter));
        }
        OAuthError error = OAuthError.read(body);
        if (status == 403 || status < 500 && APP_ERRORS.contains(error.code())) {
            return new AppRefused();
        }
        if (status == 400 || status == 401 || status == 406) {
            return refusal(status, error, grant, retryAfter);
        }
        return switch (status) {
            case 402, 423 -> new ShopSuspended();
            case 404 -> new ShopNotFound();
            case 429 -> unclear(Doubt.THROTTLED, retryAfter);
            default -> unclear(status == 408 || status >= 500 ? Doubt.SERVER_ERROR : Doubt.NOT_UNDERSTOOD, retryAfter);
        };
    }

    private static TokenAnswer refusal(int status, OAuthError error, Grant grant, Optional<Duration> retryAfter) {
        if (grant instanceof Refresh && status != 406 && dead(error)) {
            return new RefreshTokenDead();
        }
        if (status != 401 && subjectRefused(error, grant)) {
            return new SubjectRefused();
        }
        return status == 401 ? new AppRefused() : unclear(Doubt.NOT_UNDERSTOOD, retryAfter);
    }

    private static boolean dead(OAuthError error) {
        return error.code().equals("invalid_grant")
                || error.description().toLowerCase(Locale.ROOT).contains(DEAD);
    }

    private static boolean subjectRefused(OAuthError error, Grant grant) {
        return grant instanceof AuthorizationCode && CODE_ERRORS.contains(error.code())
                || (grant instanceof IdToken || grant instanceof Migration) && SUBJECT_ERRORS.contains(error.code());
    }

    private static TokenAnswer unclear(Doubt doubt, Optional<Duration> retryAfter) {
        return new Unclear(doubt, retryAfter);
    }
}

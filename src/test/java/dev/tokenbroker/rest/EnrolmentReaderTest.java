package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenbroker.broker.Enrolment;
import dev.tokenbroker.broker.Enrolment.End;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentReaderTest {
    private static final SecretString ACCESS = SecretString.of("shpat_sim");
    private static final SecretString REFRESH = SecretString.of("shprt_sim");

    @Test
    void aPairIsTakenWithItsLifetimes() {
        assertThat(read(expiring().with("shop_id", 10_000_001L)))
                .isEqualTo(new Enrolment.Expiring(
                        ACCESS,
                        REFRESH,
                        new End.In(Duration.ofHours(1)),
                        new End.In(Duration.ofDays(90)),
                        Scopes.parse("read_products"),
                        Optional.of(new ShopId(10_000_001))));
    }

    @Test
    void aPairMayComeWithTheMomentsItEndsAt() {
        Instant end = Instant.parse("2026-11-22T15:04:05Z");
        Instant refreshEnd = Instant.parse("2027-02-20T15:04:05Z");

        Enrolment.Expiring pair = (Enrolment.Expiring) read(expiring()
                .without("expires_in")
                .without("refresh_token_expires_in")
                .with("expires_at", end)
                .with("refresh_token_expires_at", refreshEnd));

        assertThat(pair.end()).isEqualTo(new End.At(end));
        assertThat(pair.refreshTokenEnd()).isEqualTo(new End.At(refreshEnd));
    }

    @Test
    void anAccessTokenThatHasExpiredLongAgoIsTheNormalCase() {
        assertThat(((Enrolment.Expiring) read(expiring().with("expires_in", 0L))).end())
                .isEqualTo(new End.In(Duration.ZERO));
        assertThat(((Enrolment.Expiring) read(expiring()
                                .without("expires_in")
                                .with("expires_at", Instant.parse("2020-01-01T00:00:00Z"))))
                        .end())
                .isEqualTo(new End.At(Instant.parse("2020-01-01T00:00:00Z")));
    }

    @ParameterizedTest
    @EnumSource(
            value = GrantKind.class,
            names = {"LEGACY", "STATIC"})
    void aTokenThatDoesNotExpireIsTakenWithItsScopes(GrantKind grant) {
        assertThat(read(new Body(grant.label()).with("access_token", ACCESS).with("scope", "read_products")))
                .isEqualTo(new Enrolment.Permanent(grant, ACCESS, Scopes.parse("read_products")));
    }

    @Test
    void clientCredentialsNeedNothingMore() {
        assertThat(read(new Body("client_credentials"))).isEqualTo(new Enrolment.ClientCredentials());
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "refresh_token", "scope", "expires_in", "refresh_token_expires_in"})
    void aPairWithoutOneOfItsMembersIsRefusedByTheMember(String member) {
        assertRefused(expiring().without(member), member);
    }

    @ParameterizedTest
    @CsvSource({
        "expires_in, -1",
        "expires_in, 34560001",
        "expires_in, 9223372036854775807",
        "refresh_token_expires_in, -1",
        "refresh_token_expires_in, 34560001",
        "shop_id, 0",
        "shop_id, -5",
    })
    void aNumberThatCannotBeIsRefused(String member, long value) {
        assertRefused(expiring().with(member, value), member);
    }

    @ParameterizedTest
    @CsvSource({
        "expires_at, 2005-12-31T23:59:59Z",
        "expires_at, 2200-01-02T00:00:00Z",
        "expires_at, +1000000-01-01T00:00:00Z"
    })
    void aTimeAtWhichNoTokenCouldEndIsRefused(String member, Instant value) {
        assertRefused(expiring().without("expires_in").with(member, value), member);
    }

    @Test
    void aLifetimeGivenTwiceIsRefused() {
        assertRefused(expiring().with("expires_at", Instant.parse("2026-11-22T15:04:05Z")), "expires_in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"read_products;x", "read\u00fc", "read_products\n", "\"read_products\""})
    void scopesAreHandlesSeparatedByCommas(String scope) {
        assertRefused(expiring().with("scope", scope), "scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Expiring", "offline", "clientcredentials"})
    void aGrantIsOneOfFour(String grant) {
        assertRefused(new Body(grant), "grant");
    }

    @ParameterizedTest
    @CsvSource({
        "legacy, refresh_token",
        "legacy, expires_in",
        "static, expires_at",
        "static, refresh_token_expires_in",
        "static, refresh_token_expires_at",
        "legacy, shop_id",
        "client_credentials, access_token",
        "client_credentials, refresh_token",
        "client_credentials, scope",
        "client_credentials, shop_id",
        "client_credentials, expires_in",
    })
    void aMemberOfAnotherGrantIsRefused(String grant, String member) {
        Body body = new Body(grant);
        if (!grant.equals("client_credentials")) {
            body = body.with("access_token", ACCESS).with("scope", "read_products");
        }
        assertRefused(body.with(member, expiring().all(member)), member);
    }

    private static Enrolment read(Body body) {
        return EnrolmentReader.read(body.body());
    }

    private static void assertRefused(Body body, String member) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(
                                        new String(refused.problem().json(), java.nio.charset.StandardCharsets.UTF_8))
                                .contains("\"code\":\"invalid-request\"")
                                .contains("\"member\":\"" + member + "\"")
                                .doesNotContain("_sim"));
    }

    private static Body expiring() {
        return new Body("expiring")
                .with("access_token", ACCESS)
                .with("refresh_token", REFRESH)
                .with("expires_in", 3600L)
                .with("refresh_token_expires_in", 7_776_000L)
                .with("scope", "read_products");
    }

    /** A body by its members' names. */
    private static final class Body {
        private final String grant;
        private final Map<String, Object> members = new HashMap<>();

        Body(String grant) {
            this.grant = grant;
        }

        Body with(String member, Object value) {
            members.put(member, value);
            return this;
        }

        Body without(String member) {
            members.remove(member);
            return this;
        }

        Object all(String member) {
            return switch (member) {
                case "shop_id" -> 10_000_001L;
                case "expires_at", "refresh_token_expires_at" -> Instant.parse("2026-11-22T15:04:05Z");
                default -> members.get(member);
            };
        }

        EnrolmentBody body() {
            return new EnrolmentBody(
                    grant,
                    get("access_token"),
                    get("refresh_token"),
                    get("expires_in"),
                    get("expires_at"),
                    get("refresh_token_expires_in"),
                    get("refresh_token_expires_at"),
                    get("scope"),
                    get("shop_id"));
        }

        @SuppressWarnings("unchecked") // each test gives a member its own type
        private <T> Optional<T> get(String member) {
            return Optional.ofNullable((T) members.get(member));
        }
    }
}

package dev.tokenbroker.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.ClientSecret;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.Scopes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopifySignatureTest {
    /** Shopify's own worked example. */
    private static final String EXAMPLE = "code=0907a61c0c8d55e99db179b68161bc00&shop=some-shop.myshopify.com"
            + "&state=0.6784241404160823&timestamp=1337178173"
            + "&hmac=700e2dadb827fcc8609e9d5ce208b2e9cdaab9df07390d2cbca10d7c328fc4bf";

    private static final String WITH_HOST =
            "code=c0de&host=YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvYWNtZQ&shop=acme.myshopify.com"
                    + "&state=abc123&timestamp=1795348800"
                    + "&hmac=a83026fc537627bb623434af1c1db94b7bd39e6fade4062e10580c7e762bba5c";

    private static final long EXAMPLE_TIME = 1_337_178_173;
    private static final long TIME = 1_795_348_800;

    @Test
    void shopifysWorkedExampleHolds() {
        assertThat(refusal(EXAMPLE, EXAMPLE_TIME, "hush")).isEmpty();
    }

    @Test
    void aQueryWithAHostHolds() {
        assertThat(refusal(WITH_HOST, TIME, "hush")).isEmpty();
    }

    @Test
    void theOrderOfTheParametersDoesNotMatter() {
        String shuffled = "hmac=a83026fc537627bb623434af1c1db94b7bd39e6fade4062e10580c7e762bba5c&timestamp=1795348800"
                + "&state=abc123&shop=acme.myshopify.com&host=YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvYWNtZQ&code=c0de";

        assertThat(refusal(shuffled, TIME, "hush")).isEmpty();
    }

    @Test
    void eitherSecretMayHaveSigned() {
        assertThat(refusal(WITH_HOST, TIME, "sim-newer", "hush")).isEmpty();
        assertThat(refusal(WITH_HOST, TIME, "hush", "sim-older")).isEmpty();
        assertThat(refusal(WITH_HOST, TIME, "sim-newer")).contains(Refusal.NOT_FROM_SHOPIFY);
    }

    @Test
    void theOldSignatureIsNoPartOfWhatIsSigned() {
        assertThat(refusal(WITH_HOST + "&signature=0123", TIME, "hush")).isEmpty();
    }

    @Test
    void aParameterThatWeDoNotKnowIsSignedWithTheOthers() {
        String signed = SignedLink.of("locale=de", "shop=acme.myshopify.com", "timestamp=" + TIME)
                .signed("hush")
                .query();

        assertThat(refusal(signed, TIME, "hush")).isEmpty();
        assertThat(refusal(signed.replace("locale=de", "locale=fr"), TIME, "hush"))
                .contains(Refusal.NOT_FROM_SHOPIFY);
    }

    /** Signed in one spelling, sent in another: by a proxy that decodes and encodes again. */
    @ParameterizedTest
    @ValueSource(strings = {"session=two+words", "session=two%20words", "session=%74wo%20words"})
    void aSpaceMayComeInAnySpelling(String spelled) {
        SignedLink signed = SignedLink.of("session=two%20words", "shop=acme.myshopify.com", "timestamp=" + TIME)
                .signed("hush");

        assertThat(refusal(signed.replacing("session", spelled).query(), TIME, "hush"))
                .isEmpty();
    }

    @Test
    void aQuerySignedAsItStandsHoldsWhateverItsEncoding() {
        String signed = SignedLink.of("session=two+words/%7e", "shop=acme.myshopify.com", "timestamp=" + TIME)
                .signed("hush")
                .query();

        assertThat(refusal(signed, TIME, "hush")).isEmpty();
    }

    @Test
    void anEncodedAmpersandIsNotASeparator() {
        String signed = SignedLink.of("a=1%26shop%3Devil.myshopify.com", "timestamp=" + TIME)
                .signed("hush")
                .query();

        assertThat(refusal(signed.replace("%26", "&").replace("%3D", "="), TIME, "hush"))
                .contains(Refusal.NOT_FROM_SHOPIFY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "host", "shop", "state", "timestamp", "hmac"})
    void whateverIsChangedOrLeftOutTheSignatureDoesNotHold(String name) {
        SignedLink link = SignedLink.parse(WITH_HOST);
        String changed = link.value(name).replaceAll(".$", name.equals("timestamp") ? "1" : "x");

        assertThat(refusal(link.replacing(name, name + "=" + changed).query(), TIME, "hush"))
                .contains(Refusal.NOT_FROM_SHOPIFY);
        assertThat(refusal(link.without(name).query(), TIME, "hush")).contains(Refusal.NOT_FROM_SHOPIFY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "A83026FC537627BB623434AF1C1DB94B7BD39E6FADE4062E10580C7E762BBA5C",
                "a83026fc537627bb623434af1c1db94b7bd39e6fade4062e10580c7e762bba5c00"
            })
    void aSignatureIsSixtyFourLowerCaseHexadecimalDigits(String hmac) {
        String query =
                SignedLink.parse(WITH_HOST).replacing("hmac", "hmac=" + hmac).query();

        assertThat(refusal(query, TIME, "hush")).contains(Refusal.NOT_FROM_SHOPIFY);
    }

    @Test
    void aLinkIsFreshForFiveMinutesBothWays() {
        assertThat(refusal(WITH_HOST, TIME + 300, "hush")).isEmpty();
        assertThat(refusal(WITH_HOST, TIME - 300, "hush")).isEmpty();
        assertThat(refusal(WITH_HOST, TIME + 301, "hush")).contains(Refusal.TOO_OLD);
        assertThat(refusal(WITH_HOST, TIME - 301, "hush")).contains(Refusal.TOO_OLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "-1795348800", "1795348800.5", "17953488001795348800"})
    void aSignedTimestampThatIsNoneIsNotFresh(String timestamp) {
        String signed = SignedLink.of("shop=acme.myshopify.com", "timestamp=" + timestamp)
                .signed("hush")
                .query();

        assertThat(refusal(signed, TIME, "hush")).contains(Refusal.TOO_OLD);
    }

    private static Optional<Refusal> refusal(String query, long now, String... secrets) {
        List<ClientSecret> known = Arrays.stream(secrets)
                .map(secret -> new ClientSecret(SecretString.of(secret), "sim"))
                .toList();
        ShopifyApp app = new ShopifyApp(new AppName("default"), "sim-client", known, Scopes.NONE);
        Clock clock = Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC);
        return ShopifySignature.refusal(app, LinkQuery.parse(query).orElseThrow(), clock);
    }
}

package dev.tokenbroker.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.shop.ShopDomain;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerPolicyTest {
    private static final Set<AppName> APPS = Set.of(new AppName("default"), new AppName("other"));
    private static final ShopDomain ACME =
            ShopDomain.parse("acme.myshopify.com").orElseThrow();

    @Test
    void aCallerWithoutPermissionsOrShopsMayNothing() {
        Caller caller = only("broker.callers.orders.subject=orders");

        assertThat(caller.permissions()).isEmpty();
        assertThat(caller.may(Permission.READ_TOKENS)).isFalse();
        assertThat(caller.mayHave(ACME)).isFalse();
    }

    @Test
    void aCallerThatNamesNoAppMayUseEveryApp() {
        Caller caller = only("broker.callers.orders.subject=orders");

        assertThat(caller.mayUse(new AppName("default"))).isTrue();
        assertThat(caller.mayUse(new AppName("other"))).isTrue();
        assertThat(caller.mayUse(new AppName("unheard-of"))).isFalse();
    }

    @Test
    void everyKeyOfTheContractIsUnderstood() {
        Caller caller = only("""
                broker.callers.orders.subject=system:serviceaccount:shop:orders
                broker.callers.orders.permissions=read-tokens, operate
                broker.callers.orders.shops=ACME.myshopify.com,eu-*
                broker.callers.orders.apps=default
                broker.callers.orders.requests-per-second=200
                broker.callers.orders.distinct-shops-per-hour=1000
                """);

        assertThat(caller.subject()).isEqualTo("system:serviceaccount:shop:orders");
        assertThat(caller.permissions()).containsExactlyInAnyOrder(Permission.READ_TOKENS, Permission.OPERATE);
        assertThat(caller.mayHave(ACME)).isTrue();
        assertThat(caller.mayUse(new AppName("other"))).isFalse();
        assertThat(caller.budgets().requestsPerSecond()).hasValue(200);
        assertThat(caller.budgets().distinctShopsPerHour()).hasValue(1000);
    }

    @ParameterizedTest
    @CsvSource({
        "*, anything.myshopify.com, true",
        "eu-*, eu-1.myshopify.com, true",
        "EU-*, eu-1.myshopify.com, true",
        "eu-*, europe.myshopify.com, false",
        "eu-*, eu.myshopify.com, false",
        "acme.myshopify.com, acme.myshopify.com, true",
        "acme.myshopify.com, acme-2.myshopify.com, false",
    })
    void aShopRuleCoversExactlyWhatItSays(String rule, String shop, boolean covered) {
        assertThat(ShopRule.parse(rule)
                        .orElseThrow()
                        .covers(ShopDomain.parse(shop).orElseThrow()))
                .isEqualTo(covered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "**",
                "*.myshopify.com",
                "acme*",
                "*-eu",
                "a*b-*",
                "-*",
                "evil.com",
                "acme.myshopify.com.evil.com",
                "acme",
                "eu-*\n",
                "\u212aey-*",
                "eu-*.myshopify.com",
                ".*"
            })
    void anythingElseIsNoShopRule(String text) {
        assertThat(ShopRule.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "broker.callers.a.colour=red|broker.callers.a.colour: is no key of a caller",
                "broker.caller.a.subject=a|broker.caller.a.subject: is no key of the callers' file",
                "broker.callers.a.permissions=read-token|broker.callers.a.permissions: 'read-token' is none of",
                "broker.callers.a.permissions=READ-TOKENS|broker.callers.a.permissions: 'READ-TOKENS' is none of",
                "broker.callers.a.shops=evil.com|broker.callers.a.shops: 'evil.com' is neither",
                "broker.callers.a.shops=*,|broker.callers.a.shops: '' is neither",
                "broker.callers.a.apps=third|broker.callers.a.apps: 'third' is no app of broker.apps",
                "broker.callers.a.requests-per-second=0|broker.callers.a.requests-per-second: must be positive",
                "broker.callers.a.requests-per-second=1.5|broker.callers.a.requests-per-second: is not a whole number",
                "broker.callers.a.distinct-shops-per-hour=-1|broker.callers.a.distinct-shops-per-hour: must be positive",
                "broker.callers.b.subject=a|broker.callers.b.subject: is the subject of broker.callers.a too",
                "broker.callers.b.shops=*|broker.callers.b.subject: is missing",
                "broker.callers.a.subject=c|broker.callers.a.subject: stands twice in the callers' file",
                "broker.callers.a.apps=\\u12|broker.callers-file: is not a properties file",
            })
    void aMistakeIsNamedWithItsKey(String line, String problem) {
        CallerPolicy.Reading reading = read("broker.callers.a.subject=a\n" + line);

        assertThat(reading.problems()).singleElement().asString().startsWith(problem);
        assertThat(reading.policy().bySubject()).isEmpty();
    }

    @Test
    void allMistakesAreToldAtOnceInOneLine() {
        CallerPolicy.Reading reading = read("""
                broker.callers.a.subject=a
                broker.callers.a.permissions=fly
                broker.callers.b.shops=moon
                """);

        assertThat(reading.problems()).hasSize(3);
        assertThatThrownBy(reading::orThrow)
                .isInstanceOf(CallerPolicyException.class)
                .hasMessageContainingAll("a.permissions", "b.subject", "b.shops")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aNameThatStandsInBothPlacesIsRefused() {
        WrittenCaller configured = new WrittenCaller();
        configured.set("subject", "elsewhere");

        CallerPolicy.Reading reading = CallerPolicy.read(
                Map.of("orders", configured), Optional.of("broker.callers.orders.subject=orders"), APPS);

        assertThat(reading.problems())
                .containsExactly("broker.callers.orders: stands in the configuration and in the callers' file");
    }

    @Test
    void aNameWithDotsStandsInQuotes() {
        assertThat(only("broker.callers.\"a.b\".subject=x").name()).isEqualTo("a.b");
    }

    private static Caller only(String text) {
        return List.copyOf(read(text).orThrow().bySubject().values()).get(0);
    }

    private static CallerPolicy.Reading read(String text) {
        return CallerPolicy.read(Map.of(), Optional.of(text), APPS);
    }
}

package dev.tokenbroker.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopDomainTest {
    @ParameterizedTest
    @ValueSource(strings = {"acme.myshopify.com", "a.myshopify.com", "0-day.myshopify.com", "a--b-.myshopify.com"})
    void aShopsWholeDomainIsTaken(String text) {
        assertThat(ShopDomain.parse(text)).map(ShopDomain::value).hasValue(text);
    }

    @Test
    void aDomainIsFoldedToLowerCaseOnce() {
        assertThat(ShopDomain.parse("ACME-2.MyShopify.Com").orElseThrow())
                .isEqualTo(new ShopDomain("acme-2.myshopify.com"))
                .hasToString("acme-2.myshopify.com");
    }

    @Test
    void aDomainIsFoldedAlikeWhereverTheProcessRuns() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(ShopDomain.parse("INITECH.MYSHOPIFY.COM"))
                    .map(ShopDomain::value)
                    .hasValue("initech.myshopify.com");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.com",
                "a.myshopify.com.evil.com",
                "myshopify.com",
                ".myshopify.com",
                "amyshopify.com",
                "a.myshopifyxcom",
                "b.a.myshopify.com"
            })
    void anotherHostIsNoShop(String text) {
        assertThat(ShopDomain.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.myshopify.com\n",
                "a.myshopify.com\r\n",
                "a.myshopify.com\r",
                "a.myshopify.com\u2028",
                "a.myshopify.com\u0085",
                "\na.myshopify.com",
                " a.myshopify.com",
                "a.myshopify.com ",
                "a.myshopify.com\u0000"
            })
    void aDomainWithMoreAroundItIsNoShop(String text) {
        assertThat(ShopDomain.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.myshopify.com@evil.com",
                "evil.com@a.myshopify.com",
                "a:b@c.myshopify.com",
                "a.myshopify.com#",
                "evil.com#.myshopify.com",
                "a.myshopify.com?",
                "evil.com?.myshopify.com",
                "a.myshopify.com%2f..",
                "a%2f.myshopify.com",
                "a.myshopify.com//",
                "a.myshopify.com/",
                "//a.myshopify.com",
                "https://a.myshopify.com",
                "evil.com/.myshopify.com",
                "evil.com\\.myshopify.com",
                "a.myshopify.com:8443",
                "a.myshopify.com.",
                "a.myshopify.com;x"
            })
    void nothingOfAnAddressBesideTheHostIsTaken(String text) {
        assertThat(ShopDomain.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "169.254.169.254",
                "2130706433",
                "0x7f000001",
                "[::1]",
                "::1",
                "127.0.0.1.myshopify.com"
            })
    void anAddressOfAMachineIsNoShop(String text) {
        assertThat(ShopDomain.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.dev",
                "a.shop.dev",
                "a.myshopify.io",
                "a.shopify.com",
                "admin.shopify.com/store/acme",
                "acme",
                "..%2f..%2fadmin",
                "..%252f..%252fadmin",
                "..",
                ""
            })
    void otherNamesOfAShopAreNotItsDomain(String text) {
        assertThat(ShopDomain.parse(text)).isEmpty();
    }

    /** Folding turns the Kelvin sign into k and, in Turkish, I into a dotless i: a name must be plain before it is folded. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u212aey.myshopify.com",
                "acme.myshop\u0131fy.com",
                "\u0131nitech.myshopify.com",
                "acme.MYSHOP\u0130FY.com",
                "acme.my\u017fhopify.com",
                "\uff41cme.myshopify.com",
                "acme\u3002myshopify\u3002com",
                "\u0430cme.myshopify.com",
                "m\u00fcller.myshopify.com"
            })
    void lettersThatOnlyLookOrFoldAlikeAreNoShop(String text) {
        assertThat(ShopDomain.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-a.myshopify.com",
                "_a.myshopify.com",
                "a_b.myshopify.com",
                "a..myshopify.com",
                "*.myshopify.com"
            })
    void aNameIsLettersDigitsAndHyphensAndBeginsWithoutOne(String text) {
        assertThat(ShopDomain.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    void nothingIsNoShop(String text) {
        assertThat(ShopDomain.parse(text)).isEmpty();
    }

    @Test
    void aNameHasAtMost63Characters() {
        assertThat(ShopDomain.parse("a".repeat(63) + ".myshopify.com")).isPresent();
        assertThat(ShopDomain.parse("a".repeat(64) + ".myshopify.com")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACME.myshopify.com", "evil.com", "acme.myshopify.com\n", "\u212aey.myshopify.com"})
    void thereIsNoWayAroundTheGate(String text) {
        assertThatThrownBy(() -> new ShopDomain(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theComplaintDoesNotRepeatWhatWasSent() {
        assertThatThrownBy(() -> new ShopDomain("evil.example"))
                .hasMessageNotContaining("evil")
                .hasNoCause();
    }
}

package dev.tokenbroker.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.shop.ShopDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkQueryTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop=a.myshopify.com&shop=b.myshopify.com",
                "shop=a.myshopify.com&shop=a.myshopify.com",
                "shop=a.myshopify.com&sh%6Fp=b.myshopify.com",
                "shop=a.myshopify.com&shop[]=b.myshopify.com",
                "shop=a.myshopify.com&shop%5B%5D=b.myshopify.com",
                "hmac=0&hmac=1",
                "ids[]=1&ids[]=2",
                "flag&flag"
            })
    void nothingIsSaidTwice(String query) {
        assertThat(LinkQuery.parse(query)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop=%zz", "shop=%", "%4=1", "shop=a&x=%2"})
    void halfAnOctetIsNotRead(String query) {
        assertThat(LinkQuery.parse(query)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop",
                "shop=",
                "shop[]=acme.myshopify.com",
                "Shop=acme.myshopify.com",
                "shop=acme",
                "shop=acme.myshopify.com.evil.example",
                "shop=evil.example%23.myshopify.com",
                "shop=evil.example/acme.myshopify.com",
                "shop=user@acme.myshopify.com",
                "shop=acme.myshopify.com%0A",
                "shop=acme.myshopify.com:443",
                "shop=https://acme.myshopify.com"
            })
    void whatIsNoShopsDomainIsNoShop(String query) {
        assertThat(LinkQuery.parse(query).orElseThrow().shop()).isEmpty();
    }

    @Test
    void aShopIsFoldedToLowerCase() {
        assertThat(LinkQuery.parse("shop=Acme.MyShopify.com").orElseThrow().shop())
                .contains(new ShopDomain("acme.myshopify.com"));
    }

    @Test
    void anEmptySignatureIsAClaimToo() {
        assertThat(LinkQuery.parse("shop=acme.myshopify.com&hmac").orElseThrow().claimsASignature())
                .isTrue();
        assertThat(LinkQuery.parse("shop=acme.myshopify.com").orElseThrow().claimsASignature())
                .isFalse();
    }
}

package dev.tokenbroker.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.shop.ShopDomain;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminHostTest {
    private static final ShopDomain SHOP = new ShopDomain("acme.myshopify.com");

    @ParameterizedTest
    @ValueSource(strings = {"admin.shopify.com/store/acme", "acme.myshopify.com/admin"})
    void aPlaceInShopifysAdminIsHandedOnAsItCame(String place) {
        String padded = Base64.getEncoder().encodeToString(place.getBytes(StandardCharsets.UTF_8));

        assertThat(of(padded)).contains(padded);
        assertThat(of(padded.replace("=", ""))).contains(padded.replace("=", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example/store/acme",
                "admin.shopify.com.evil.example/store/acme",
                "evil.example/admin.shopify.com/store/acme",
                "admin.shopify.com@evil.example/store/acme",
                "admin.shopify.com/store/acme/../../evil",
                "admin.shopify.com/store/acme?to=evil.example",
                "admin.shopify.com/store/",
                "globex.myshopify.com/admin",
                "acme.myshopify.com/admin/",
                "javascript:alert(1)//admin.shopify.com/store/acme"
            })
    void anyOtherPlaceIsNot(String place) {
        assertThat(of(Base64.getEncoder().encodeToString(place.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "admin.shopify.com/store/acme", "%%%"})
    void whatIsNotBase64IsNot(String text) {
        assertThat(of(text)).isEmpty();
    }

    private static Optional<String> of(String host) {
        String encoded = java.net.URLEncoder.encode(host, StandardCharsets.UTF_8);
        return AdminHost.of(LinkQuery.parse("host=" + encoded).orElseThrow(), SHOP);
    }
}

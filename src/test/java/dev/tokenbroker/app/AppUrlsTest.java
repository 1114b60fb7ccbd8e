package dev.tokenbroker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppUrlsTest {
    private static final ShopDomain SHOP = new ShopDomain("acme.myshopify.com");

    @ParameterizedTest
    @ValueSource(
            strings = {"https://broker.example/base", "https://broker.example/base/", "https://broker.example/base//"})
    void anAppsPagesLieBelowThePublicUrl(String publicUrl) {
        ShopifyApp app = app("public-url", publicUrl);

        assertThat(app.callbackUrl()).contains(URI.create("https://broker.example/base/oauth/default/callback"));
        assertThat(app.installUrl(SHOP))
                .contains(URI.create("https://broker.example/base/oauth/default/install?shop=acme.myshopify.com"));
        assertThat(app.isReachedEncrypted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"})
    void onThisMachineItMayBePlain(String publicUrl) {
        assertThat(app("public-url", publicUrl).isReachedEncrypted()).isFalse();
    }

    @Test
    void withoutAPublicUrlThereAreNone() {
        ShopifyApp app = app("after-install-url", "https://app.example/welcome?x=1#top");

        assertThat(app.callbackUrl()).isEmpty();
        assertThat(app.installUrl(SHOP)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://broker.example",
                "http://localhost.evil.example",
                "https://broker.example?x=1",
                "https://broker.example#x",
                "https://user@broker.example",
                "https:///oauth",
                "ftp://broker.example"
            })
    void aPublicUrlThatCannotBeOneIsNamed(String url) {
        assertThatThrownBy(() -> app("public-url", url)).hasMessageStartingWith("broker.apps.default.public-url: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "/welcome", "https:welcome", "https://user:x@app.example"})
    void anAfterInstallUrlThatCannotBeOneIsNamed(String url) {
        assertThatThrownBy(() -> app("after-install-url", url))
                .hasMessageStartingWith("broker.apps.default.after-install-url: ");
    }

    private static ShopifyApp app(String key, String url) {
        Root root = new SmallRyeConfigBuilder()
                .withMapping(Root.class)
                .withDefaultValues(Map.of(
                        "broker.apps.default.client-id",
                        "sim-id",
                        "broker.apps.default.client-secret",
                        "sim-secret",
                        "broker.apps.default." + key,
                        url))
                .build()
                .getConfigMapping(Root.class);
        return AppReader.read(root.apps(), nothing -> Uni.createFrom().nothing())
                .unnamed()
                .orElseThrow();
    }

    @ConfigMapping(prefix = "broker")
    interface Root {
        Map<String, AppSettings> apps();
    }
}

package dev.tokenbroker.oauth;

import static dev.tokenbroker.oauth.Browser.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/** What is true of every page, whatever it says. */
final class Pages {
    private Pages() {}

    static void assertReadable(HttpResponse<String> page) {
        assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(header(page, "Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .endsWith("frame-ancestors 'none'");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Set-Cookie")).isNull();
        assertThat(page.body()).contains("<h1>", "viewport").doesNotContain("<script");
    }

    /** Nothing of the link that could be used is repeated to whoever reads the page. */
    static void assertTellsNothingOf(SignedLink link, HttpResponse<String> page) {
        assertThat(page.body() + page.headers())
                .doesNotContain(link.value("code"), link.value("state"), link.value("hmac"));
    }
}

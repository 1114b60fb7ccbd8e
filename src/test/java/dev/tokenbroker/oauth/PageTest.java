package dev.tokenbroker.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.oauth.Page.Link;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final Page PAGE =
            new Page("<b>&\"'", "<script>alert(1)</script>", Optional.of(new Link("<i>", "\"><script>")));

    @Test
    void nothingThatItSaysIsMarkup() {
        assertThat(PAGE.html())
                .doesNotContain("<b>", "<script", "<i>")
                .contains("&lt;b&gt;&amp;&quot;&#39;", "&lt;script&gt;", "href=\"&quot;&gt;&lt;script&gt;\"");
    }

    @Test
    void itsPolicyAllowsItsOwnStyleAndNothingElse() throws NoSuchAlgorithmException {
        String html = PAGE.html();
        String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
        String digest = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));

        assertThat(Page.policy("'none'"))
                .isEqualTo("default-src 'none'; style-src 'sha256-" + digest
                        + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    @Test
    void itIsMadeForAPhoneAndForTheDark() {
        assertThat(PAGE.html())
                .contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .contains("prefers-color-scheme:dark")
                .contains("system-ui");
    }
}

package dev.tokenbroker.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** A page without a script: a title, what happened, and what to do. */
record Page(String title, String text, Optional<Link> link) {
    private static final String STYLE = """
            :root{color-scheme:light dark}
            *{box-sizing:border-box}
            body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;font:1rem/1.5 system-ui,sans-serif;\
            background:#f1f2f4;color:#1f2124}
            main{width:100%;max-width:30rem;padding:2rem;border-radius:.75rem;background:#fff;box-shadow:0 1px 4px #0003;\
            overflow-wrap:anywhere}
            h1{margin:0 0 .75rem;font-size:1.375rem;line-height:1.3}
            p{margin:0}
            a{display:inline-block;margin-top:1.5rem;padding:.75rem 1.25rem;border-radius:.5rem;background:#1f2124;color:#fff;\
            text-decoration:none}
            a:focus-visible{outline:3px solid #2c6ecb;outline-offset:2px}
            @media (prefers-color-scheme:dark){body{background:#17181a;color:#e8e9eb}main{background:#242629}\
            a{background:#e8e9eb;color:#17181a}}
            """;

    /** What a browser may do with it: show it in this style, and nothing else. */
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + digest(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors ";

    /**
     * Where to go on.
     *
     * @param address empty for the page itself
     */
    record Link(String text, String address) {}

    String html() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                <h1>%s</h1>
                <p>%s</p>
                %s</main>
                </body>
                </html>
                """.formatted(
                        escaped(title),
                        STYLE,
                        escaped(title),
                        escaped(text),
                        link.map(Page::html).orElse(""));
    }

    /** @param ancestors who may show it in a frame, as {@code frame-ancestors} lists them */
    static String policy(String ancestors) {
        return POLICY + ancestors;
    }

    /** Out of whatever frame the page is shown in: Shopify's own pages refuse to be in one. */
    private static String html(Link link) {
        return "<a target=\"_top\" href=\"" + escaped(link.address()) + "\">" + escaped(link.text()) + "</a>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String digest(String style) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("SHA-256 is not to be had", broken);
        }
    }
}

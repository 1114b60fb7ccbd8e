package dev.tokenbroker.oauth;

import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.oauth.Page.Link;
import dev.tokenbroker.shop.ShopDomain;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What a browser is answered with: on to somewhere, or a page. */
final class BrowserAnswers {
    private static final Logger LOG = Logger.getLogger(BrowserAnswers.class);
    private static final Duration SOON = Duration.ofSeconds(5);

    private BrowserAnswers() {}

    static Response redirect(URI address) {
        return Response.status(302)
                .header(HttpHeaders.LOCATION, address.toString())
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    /** On to the app's own page, or to ours where none is configured. */
    static Response installed(ShopifyApp app, ShopDomain shop, Optional<String> host, Frame frame) {
        return app.urls()
                .afterInstall()
                .map(address -> redirect(withShop(address, shop, host)))
                .orElseGet(() -> page(
                        200,
                        new Page(
                                "The app is installed",
                                "It is installed on " + shop + ". You can close this page.",
                                Optional.empty()),
                        frame));
    }

    /** Shopify's consent page cannot be in a frame, and a cookie set there would be lost. */
    static Response outOfFrame(URI install, ShopDomain shop, Frame frame) {
        return page(
                200,
                new Page(
                        "One more step",
                        "Shopify asks for your consent to the app on " + shop + " in a page of its own.",
                        Optional.of(new Link("Continue", install.toString()))),
                frame);
    }

    /** @param shop whom the link names, where that is certain */
    static Response refused(Refusal refusal, String app, Optional<URI> again, Frame frame) {
        LOG.infof("an install of app %s does not go on: %s", known(app), refusal);
        Response refused = page(refusal.status(), page(refusal, again), frame);
        return refusal.status() == 503 ? later(refused, SOON) : refused;
    }

    static Response away(Duration retryAfter, Frame frame) {
        Page page = new Page(
                "Please try again in a moment",
                "Something that is needed for this does not answer right now. Nothing was changed.",
                Optional.of(new Link("Try again", "")));
        return later(page(503, page, frame), retryAfter);
    }

    private static Page page(Refusal refusal, Optional<URI> again) {
        return switch (refusal.then()) {
            case ASK -> new Page(refusal.title(), refusal.text(), Optional.empty());
            case OPEN -> open(refusal);
            case AGAIN ->
                again.map(install -> new Page(
                                refusal.title(),
                                refusal.text(),
                                Optional.of(new Link("Begin again", install.toString()))))
                        .orElseGet(() -> open(refusal));
        };
    }

    private static Page open(Refusal refusal) {
        return new Page(
                refusal.title(), refusal.text() + " Open the app again from your Shopify admin.", Optional.empty());
    }

    private static Response page(int status, Page page, Frame frame) {
        return Response.status(status)
                .header(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                .header("Content-Security-Policy", Page.policy(frame.ancestors()))
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .entity(page.html())
                .build();
    }

    private static Response later(Response page, Duration wait) {
        page.getHeaders()
                .putSingle(
                        HttpHeaders.RETRY_AFTER,
                        Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
        return page;
    }

    private static URI withShop(URI address, ShopDomain shop, Optional<String> host) {
        String text = address.toString();
        int fragment = text.indexOf('#');
        String page = fragment < 0 ? text : text.substring(0, fragment);
        String query = "shop=" + shop
                + host.map(place -> "&host=" + URLEncoder.encode(place, StandardCharsets.UTF_8))
                        .orElse("");
        String separator = page.indexOf('?') < 0 ? "?" : page.endsWith("?") || page.endsWith("&") ? "" : "&";
        return URI.create(page + separator + query + (fragment < 0 ? "" : text.substring(fragment)));
    }

    /** A name out of an address is not written into a log as it is. */
    private static String known(String app) {
        return app.matches("[a-z0-9_-]{1,63}") ? app : "(not shown)";
    }
}

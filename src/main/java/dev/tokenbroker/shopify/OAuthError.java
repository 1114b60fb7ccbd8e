package dev.tokenbroker.shopify;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RFC 6749 §5.2, or what Shopify's HTML pages say instead where something between us and it dropped {@code Accept}. */
record OAuthError(String code, String description) {
    private static final Pattern ON_A_PAGE = Pattern.compile("Oauth error ([a-z_]+)(?::\\s*([^<]{0,200}))?");

    static OAuthError read(String body) {
        return AnswerJson.read(body)
                .map(json -> new OAuthError(
                        json.text("error").orElse(""),
                        json.text("error_description").orElse("")))
                .orElseGet(() -> onPage(body));
    }

    private static OAuthError onPage(String body) {
        Matcher page = ON_A_PAGE.matcher(body);
        OAuthError found = new OAuthError("", "");
        while (page.find()) {
            // the title has the code alone, the body the description too
            found = new OAuthError(page.group(1), page.group(2) == null ? found.description() : page.group(2));
        }
        return found;
    }
}

package dev.tokenbroker.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every problem that the API knows, with its one status and title (contract, "Problems"). */
public enum ProblemCode {
    INVALID_SHOP(400, "This is no shop's domain"),
    INVALID_REQUEST(400, "The request is not understood"),
    UNAUTHENTICATED(401, "Who asks is not proven"),
    FORBIDDEN(403, "The caller lacks the permission"),
    UNKNOWN_SHOP(404, "There is no such installation"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "No acceptable representation"),
    REAUTHORIZATION_REQUIRED(409, "A merchant has to authorize the app again"),
    UNINSTALLED(409, "The app was uninstalled"),
    SHOP_SUSPENDED(409, "The shop is suspended"),
    SHOP_MISMATCH(409, "The domain belongs to another shop now"),
    NOT_ELIGIBLE(409, "The installation is not eligible"),
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's type is not supported"),
    INVALID_ID_TOKEN(422, "The ID token is not valid"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    HEADERS_TOO_LARGE(431, "The head of the request is too large"),
    INTERNAL(500, "An internal error"),
    SHOPIFY_UNAVAILABLE(503, "Shopify does not answer"),
    APP_CREDENTIALS_REJECTED(503, "Shopify refuses the app's credentials"),
    STORE_UNAVAILABLE(503, "The database does not answer"),
    KEYS_UNAVAILABLE(503, "The keys are not available");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The word that callers see: {@code invalid-shop}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The problem that a bare status means where HTTP itself found it; nothing where it means none. */
    static Optional<ProblemCode> ofHttp(int status) {
        return switch (status) {
            case 400 -> Optional.of(INVALID_REQUEST);
            case 401 -> Optional.of(UNAUTHENTICATED);
            case 403 -> Optional.of(FORBIDDEN);
            case 414 -> Optional.of(HEADERS_TOO_LARGE); // the request line is part of the head, and 414 has no code
            default ->
                Arrays.stream(new ProblemCode[] {
                            NOT_FOUND,
                            METHOD_NOT_ALLOWED,
                            NOT_ACCEPTABLE,
                            PAYLOAD_TOO_LARGE,
                            UNSUPPORTED_MEDIA_TYPE,
                            HEADERS_TOO_LARGE
                        })
                        .filter(code -> code.status == status)
                        .findFirst();
        };
    }
}

package dev.tokenbroker.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Measures and takes in a body before anybody works on it, so that what comes after holds all of it or none. Imports are
 * streams: they pass, and are measured line by line where they are read.
 */
@Singleton
final class BodyGate {
    private static final int LARGEST = 64 * 1024;
    private static final int LARGEST_WEBHOOK = 1024 * 1024;

    void admit(RoutingContext request) {
        HttpServerRequest inbound = request.request();
        String path = request.normalizedPath();
        if (path.indexOf(';') >= 0) {
            refuse(request, matrixParameters(path));
        } else if (!hasBody(inbound)) {
            request.next();
        } else if (isEncoded(inbound)) {
            refuse(
                    request,
                    Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "A body is sent as it is, without compression."));
        } else if (ApiPath.isImport(path)) {
            request.next();
        } else {
            WholeBody.read(request, ApiPath.isWebhook(path) ? LARGEST_WEBHOOK : LARGEST);
        }
    }

    /** Jakarta REST would cut them off and go on: two spellings of one path, and only one of them guarded. */
    private static Problem matrixParameters(String path) {
        return ApiPath.isShop(path) ? Problem.invalidShop() : Problem.of(ProblemCode.NOT_FOUND);
    }

    private static void refuse(RoutingContext request, Problem problem) {
        request.fail(new ProblemException(problem));
    }

    static boolean hasBody(HttpServerRequest inbound) {
        String length = inbound.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && !length.equals("0") || inbound.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static boolean isEncoded(HttpServerRequest inbound) {
        return inbound.headers().getAll(HttpHeaders.CONTENT_ENCODING).stream()
                .anyMatch(coding -> !coding.equalsIgnoreCase("identity"));
    }
}

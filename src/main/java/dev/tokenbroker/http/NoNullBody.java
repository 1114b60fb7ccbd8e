package dev.tokenbroker.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.Arrays;

/** Refuses the JSON value {@code null} as a whole body, and no body at all where one is wanted. */
@Provider
public final class NoNullBody implements ReaderInterceptor {
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        if (body == null && !(isLeftOut(context) && mayBeLeftOut(context))) {
            throw new ProblemException(Problem.invalid("(body)", "is missing"));
        }
        return body;
    }

    private static boolean isLeftOut(ReaderInterceptorContext context) {
        String length = context.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
        return (length == null || length.equals("0")) && !context.getHeaders().containsKey("Transfer-Encoding");
    }

    private static boolean mayBeLeftOut(ReaderInterceptorContext context) {
        return Arrays.stream(context.getAnnotations()).anyMatch(MayBeLeftOut.class::isInstance);
    }
}

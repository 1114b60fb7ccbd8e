package dev.tokenbroker.http;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** Refuses the JSON value {@code null} as a whole body: no resource expects it. */
@Provider
public final class NoNullBody implements ReaderInterceptor {
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        if (body == null) {
            throw new ProblemException(Problem.invalid("(body)", "is missing"));
        }
        return body;
    }
}

package dev.tokenbroker.rest;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Counts what comes to Jakarta REST. */
@Singleton
public class LongWay {
    private final AtomicInteger requests = new AtomicInteger();

    @ServerRequestFilter
    void count(ContainerRequestContext request) {
        requests.incrementAndGet();
    }

    int requests() {
        return requests.get();
    }
}

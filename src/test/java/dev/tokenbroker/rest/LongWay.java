package dev.tokenbroker.rest;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** What comes to Jakarta REST, by its path: other tests' requests may still come in, a webhook for one. */
@Singleton
public class LongWay {
    private final Queue<String> paths = new ConcurrentLinkedQueue<>();

    @ServerRequestFilter
    void count(ContainerRequestContext request) {
        paths.add(request.getUriInfo().getPath());
    }

    long requests(String path) {
        return paths.stream().filter(path::equals).count();
    }
}

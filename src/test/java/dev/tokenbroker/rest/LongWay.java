package dev.tokenbroker.rest;

import dev.tokenbroker.world.BrokerClient;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** What comes to Jakarta REST, by its path: other tests' requests may still come in, a webhook for one. */
@Singleton
public class LongWay {
    private final Queue<String> paths = new ConcurrentLinkedQueue<>();

    @ServerRequestFilter
    void count(ContainerRequestContext request) {
        paths.add(request.getUriInfo().getPath());
    }

    /**
     * Reads until a token is in memory to stay: what tells the other replicas of a new grant comes to this one as well, which
     * then reads the row once more.
     */
    void readPastItsAnnouncement(String path, BrokerClient broker) {
        Awaitility.await().until(() -> broker.get(path).status() == 200 && requests(path) > 0);
    }

    long requests(String path) {
        return paths.stream().filter(path::equals).count();
    }
}

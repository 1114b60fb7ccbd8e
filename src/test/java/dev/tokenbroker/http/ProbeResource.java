package dev.tokenbroker.http;

import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.MDC;

/** Resources of every kind that the edge has to guard. */
@Path("/v1/shops/probe")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Permission.READ_TOKENS)
public class ProbeResource {
    private final CurrentCaller caller;

    ProbeResource(CurrentCaller caller) {
        this.caller = caller;
    }

    public record Wish(String name, Optional<Integer> count, Optional<Instant> at, Optional<Boolean> force) {}

    public record Answer(String caller, Instant at, Duration life, Optional<String> absent, String nothing) {}

    @GET
    @Path("/caller")
    public Uni<Answer> caller() {
        return Uni.createFrom()
                .item(new Answer(
                        caller.get().name(),
                        Instant.parse("2026-11-22T15:04:05.123456Z"),
                        Duration.ofMillis(2519_900),
                        Optional.empty(),
                        null));
    }

    @GET
    @Path("/thread")
    public Map<String, Object> thread() {
        return Map.of("name", Thread.currentThread().getName(), "request_id", String.valueOf(MDC.get("request_id")));
    }

    @GET
    @Path("/of/{shop}/access-token")
    public Uni<Map<String, String>> shop(@PathParam("shop") ShopDomain shop, @QueryParam("min_ttl") Integer minTtl) {
        return Uni.createFrom().item(Map.of("shop", shop.value(), "min_ttl", String.valueOf(minTtl)));
    }

    @POST
    @Path("/wish")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Wish> wish(Wish wish) {
        return Uni.createFrom().item(wish);
    }

    @POST
    @Path("/run")
    public Uni<Response> run() {
        return Uni.createFrom()
                .item(Response.accepted(List.of())
                        .location(URI.create("/v1/migrations/7"))
                        .build());
    }

    @POST
    @Path("/operate")
    @Requires(Permission.OPERATE)
    public Uni<String> operate() {
        return Uni.createFrom().item("\"done\"");
    }

    @GET
    @Path("/bug")
    public Uni<String> bug() {
        return Uni.createFrom().failure(new IllegalStateException("shpat_simbug at a place where nobody looks"));
    }

    @GET
    @Path("/late-bug")
    public String lateBug() {
        throw new NullPointerException("shpat_simbug");
    }

    @GET
    @Path("/limited")
    public Uni<String> limited() {
        throw new ProblemException(
                Problem.of(ProblemCode.TOO_MANY_REQUESTS).retryAfterEverywhere(Duration.ofMillis(1500)));
    }
}

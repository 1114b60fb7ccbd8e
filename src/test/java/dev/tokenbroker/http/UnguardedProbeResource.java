package dev.tokenbroker.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource whose author forgot to say who may use it. */
@Path("/v1/unguarded-probe")
public class UnguardedProbeResource {
    @GET
    public String reached() {
        return "reached";
    }
}

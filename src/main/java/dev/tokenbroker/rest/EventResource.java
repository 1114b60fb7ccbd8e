package dev.tokenbroker.rest;

import dev.tokenbroker.audit.EventLog;
import dev.tokenbroker.audit.EventQuery;
import dev.tokenbroker.audit.EventType;
import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.http.Requires;
import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The audit record of the fleet. */
@Path("/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Permission.OPERATE)
@Tag(name = "Audit")
public class EventResource {
    private final EventLog log;
    private final Shops shops;

    EventResource(EventLog log, Shops shops) {
        this.log = log;
        this.shops = shops;
    }

    @GET
    @Operation(operationId = "listEvents", summary = "What happened in the fleet, or to a token by its fingerprint")
    public Uni<EventPage> list(
            @QueryParam("fingerprint") String fingerprint,
            @QueryParam("shop") ShopDomain shop,
            @QueryParam("type") String type,
            @QueryParam("app") String app,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("cursor") String cursor) {
        int size = Cursor.limit(limit);
        if (type != null && !EventType.known(type)) {
            throw new ProblemException(Problem.invalid("type", "is not one that there is"));
        }
        if (fingerprint != null && !fingerprint.matches("[0-9a-f]{16}")) {
            throw new ProblemException(Problem.invalid("fingerprint", "is 16 hexadecimal digits"));
        }
        EventQuery query = new EventQuery(
                shops.reachOfRecord(),
                shops.filter(app),
                Optional.ofNullable(shop),
                Optional.ofNullable(type),
                Optional.ofNullable(fingerprint),
                Cursor.event(cursor),
                size + 1);
        return log.list(query).map(found -> EventPage.of(found, size));
    }
}

package dev.tokenbroker.rest;

import dev.tokenbroker.audit.EventLog;
import dev.tokenbroker.audit.EventQuery;
import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.http.Requires;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What happened to one installation. */
@Path("/v1/shops/{shop}/events")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Permission.OPERATE)
@Tag(name = "Audit")
public class InstallationEventResource {
    private final EventLog log;
    private final Shops shops;

    InstallationEventResource(EventLog log, Shops shops) {
        this.log = log;
        this.shops = shops;
    }

    @GET
    @Operation(operationId = "listEventsOfInstallation", summary = "What happened to one installation")
    public Uni<EventPage> list(
            @PathParam("shop") ShopDomain shop,
            @QueryParam("app") String app,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("cursor") String cursor) {
        int size = Cursor.limit(limit);
        InstallationKey key = shops.key(shop, app);
        EventQuery query = new EventQuery(
                Optional.of(shops.reach()),
                Optional.of(key.app()),
                Optional.of(key.shop()),
                Optional.empty(),
                Optional.empty(),
                Cursor.event(cursor),
                size + 1);
        return log.list(query).map(found -> {
            if (found.isEmpty() && query.before().isEmpty()) {
                throw new ProblemException(Problem.of(ProblemCode.UNKNOWN_SHOP));
            }
            return EventPage.of(found, size);
        });
    }
}

package dev.tokenbroker.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tokenbroker.audit.Event;
import dev.tokenbroker.audit.EventLog;
import dev.tokenbroker.audit.EventQuery;
import dev.tokenbroker.caller.Permission;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The audit record, newest first. */
@Path("/v1")
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
    @Path("/shops/{shop}/events")
    @Operation(operationId = "listEventsOfInstallation", summary = "What happened to one installation")
    public Uni<Page> ofShop(
            @PathParam("shop") ShopDomain shop,
            @QueryParam("app") String app,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("cursor") String cursor) {
        InstallationKey key = shops.key(shop, app);
        return page(
                Optional.of(key.app().value()),
                Optional.of(key.shop()),
                Optional.empty(),
                Optional.empty(),
                limit,
                cursor);
    }

    @GET
    @Path("/events")
    @Operation(operationId = "listEvents", summary = "What happened in the fleet, or to a token by its fingerprint")
    public Uni<Page> ofFleet(
            @QueryParam("fingerprint") String fingerprint,
            @QueryParam("shop") ShopDomain shop,
            @QueryParam("type") String type,
            @QueryParam("app") String app,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("cursor") String cursor) {
        return page(
                shops.filter(app).map(Object::toString),
                Optional.ofNullable(shop),
                Optional.ofNullable(type),
                Optional.ofNullable(fingerprint),
                limit,
                cursor);
    }

    private Uni<Page> page(
            Optional<String> app,
            Optional<ShopDomain> shop,
            Optional<String> type,
            Optional<String> fingerprint,
            int limit,
            String cursor) {
        int size = Cursor.limit(limit);
        EventQuery query = new EventQuery(
                app.map(dev.tokenbroker.app.AppName::new), shop, type, fingerprint, Cursor.event(cursor), size + 1);
        return log.list(query).map(found -> Page.of(found, size));
    }

    /** @param nextCursor null on the last page */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Page(List<Line> events, String nextCursor) {
        static Page of(List<Event> found, int size) {
            List<Event> shown = found.subList(0, Math.min(size, found.size()));
            String next = found.size() > size ? Cursor.of(shown.get(size - 1).id()) : null;
            return new Page(shown.stream().map(Line::of).toList(), next);
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Line(Instant at, String type, String app, String shop, long version, String actor, String detail) {
        static Line of(Event event) {
            return new Line(
                    event.at(),
                    event.type(),
                    event.app(),
                    event.shop(),
                    event.version(),
                    event.actor(),
                    event.detail().orElse(null));
        }
    }
}

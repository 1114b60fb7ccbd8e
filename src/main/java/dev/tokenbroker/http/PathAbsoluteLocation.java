package dev.tokenbroker.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Keeps {@code Location} of the API free of a host: Jakarta REST makes it absolute with the request's {@code Host}, which is
 * whatever the client, or a proxy in between, wrote there.
 */
final class PathAbsoluteLocation {
    private static final String LOCATION = "Location";

    @ServerResponseFilter
    void strip(ContainerRequestContext request, ContainerResponseContext response) {
        Object location = response.getHeaders().getFirst(LOCATION);
        if (location != null && ApiPath.isApi(request.getUriInfo().getPath())) {
            URI uri = URI.create(location.toString());
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            response.getHeaders().putSingle(LOCATION, uri.getRawPath() + query);
        }
    }
}

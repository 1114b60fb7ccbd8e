package dev.tokenbroker.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses query parameters of the API that the resource method does not declare, and those that come twice or empty. What
 * browsers and Shopify send elsewhere has parameters that we do not know, and that are signed with the others.
 */
final class QueryFilter {
    private final ConcurrentMap<Method, Set<String>> declared = new ConcurrentHashMap<>();

    private final RoutingContext routing;

    QueryFilter(RoutingContext routing) {
        this.routing = routing;
    }

    /** Null lets the request go on. */
    @ServerRequestFilter(priority = Priorities.USER)
    Response check(ContainerRequestContext request, ResourceInfo resource) {
        if (!ApiPath.isApi(request.getUriInfo().getPath())) {
            return null;
        }
        String query = routing.request().query();
        if (query == null) {
            return null;
        }
        if (query.indexOf(';') >= 0 || query.startsWith("=") || query.contains("&=")) {
            return refusal("(query)", "has a parameter without a name, or parameters that are not separated by &");
        }
        MultivaluedMap<String, String> sent = request.getUriInfo().getQueryParameters();
        Set<String> known = declared.computeIfAbsent(resource.getResourceMethod(), QueryFilter::namesOf);
        for (Map.Entry<String, List<String>> parameter : sent.entrySet()) {
            if (!known.contains(parameter.getKey())) {
                return refusal(parameter.getKey(), "is no query parameter here");
            }
            if (parameter.getValue().size() > 1) {
                return refusal(parameter.getKey(), "is given twice");
            }
            if (parameter.getValue().get(0).isEmpty()) {
                return refusal(parameter.getKey(), "is empty");
            }
        }
        return null;
    }

    private static Response refusal(String name, String detail) {
        return ProblemResponses.of(Problem.invalid(SafeName.of(name), detail));
    }

    private static Set<String> namesOf(Method method) {
        return Arrays.stream(method.getParameters())
                .map(QueryFilter::nameOf)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String nameOf(Parameter parameter) {
        QueryParam standard = parameter.getAnnotation(QueryParam.class);
        RestQuery short_ = parameter.getAnnotation(RestQuery.class);
        if (standard != null) {
            return standard.value();
        }
        return short_ == null ? null : short_.value().isEmpty() ? parameter.getName() : short_.value();
    }
}

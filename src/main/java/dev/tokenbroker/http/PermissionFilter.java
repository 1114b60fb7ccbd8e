package dev.tokenbroker.http;

import dev.tokenbroker.caller.Caller;
import dev.tokenbroker.caller.CallerRegistry;
import dev.tokenbroker.caller.Permission;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * May this caller do that at all? Asked of the policy in force, with every request. Which shops and apps he may have is
 * asked where they are known.
 */
final class PermissionFilter {
    private final ConcurrentMap<Method, Optional<Permission>> required = new ConcurrentHashMap<>();
    private final CallerRegistry callers;
    private final CurrentCaller current;

    PermissionFilter(CallerRegistry callers, CurrentCaller current) {
        this.callers = callers;
        this.current = current;
    }

    /** Null lets the request go on. */
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    Response check(ContainerRequestContext request, ResourceInfo resource) {
        if (!ApiPath.isApi(request.getUriInfo().getPath())) {
            return null;
        }
        Optional<Permission> wanted =
                required.computeIfAbsent(resource.getResourceMethod(), PermissionFilter::requiredBy);
        Optional<Caller> caller = Optional.ofNullable(request.getSecurityContext())
                .map(context -> context.getUserPrincipal())
                .map(Principal::getName)
                .flatMap(callers::bySubject)
                .filter(known -> wanted.isPresent() && known.may(wanted.get()));
        caller.ifPresent(current::is);
        return caller.isPresent() ? null : ProblemResponses.of(Problem.of(ProblemCode.FORBIDDEN));
    }

    private static Optional<Permission> requiredBy(Method method) {
        Requires requires = method.getAnnotation(Requires.class);
        return Optional.ofNullable(
                        requires == null ? method.getDeclaringClass().getAnnotation(Requires.class) : requires)
                .map(Requires::value);
    }
}

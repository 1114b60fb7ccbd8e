package dev.tokenbroker.http;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code Allow} of a 405, which RFC 9110 §15.5.6 wants and Jakarta REST's implementation here leaves out. */
@Singleton
final class AllowedMethods {
    private final List<Resource> resources;

    AllowedMethods(BeanManager beans) {
        this.resources = resources(beans);
    }

    /** The methods of all resources that answer to this path. */
    List<String> at(String path) {
        return resources.stream()
                .filter(resource -> resource.path().matcher(path).matches())
                .flatMap(resource -> resource.methods().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Resource> resources(BeanManager beans) {
        return beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .<Class<?>>map(bean -> bean.getBeanClass())
                .filter(type -> type.isAnnotationPresent(Path.class))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .map(Resource::of)
                .filter(resource -> !resource.methods().isEmpty())
                .toList();
    }

    private record Resource(Pattern path, List<String> methods) {
        /** A parameter of a path, with or without a pattern of its own. */
        private static final Pattern PARAMETER = Pattern.compile("\\{[^{}:]*(?::\\s*([^{}]*))?}");

        static Resource of(Method method) {
            String template = "/" + value(method.getDeclaringClass().getAnnotation(Path.class)) + "/"
                    + value(method.getAnnotation(Path.class));
            String path = template.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
            String regex = PARAMETER
                    .matcher(path)
                    .replaceAll(found -> found.group(1) == null
                            ? "[^/]+"
                            : "(?:" + found.group(1).strip() + ")");
            List<String> methods = Arrays.stream(method.getAnnotations())
                    .map(Annotation::annotationType)
                    .map(type -> type.getAnnotation(HttpMethod.class))
                    .filter(verb -> verb != null)
                    .flatMap(verb -> verb.value().equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(verb.value()))
                    .toList();
            return new Resource(Pattern.compile(regex + "/?"), methods);
        }

        private static String value(Path path) {
            return path == null ? "" : path.value();
        }
    }
}

package dev.tokenbroker.world;

import dev.tokenbroker.http.ChannelGuards;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.bootstrap.ServerBootstrap;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;

/**
 * Shows Netty the broker's connection guards where it cannot find them itself: in development and in tests Quarkus loads
 * Netty apart from the application. The packaged application has one class loader and does without this.
 */
@Singleton
final class NettyExtensions {
    void plant(@Observes StartupEvent event) throws ReflectiveOperationException {
        Class<?> type = Class.forName(
                "io.netty.bootstrap.ChannelInitializerExtensions", true, ServerBootstrap.class.getClassLoader());
        Method instance = type.getDeclaredMethod("getExtensions");
        instance.setAccessible(true);
        Object found = instance.invoke(null);
        List<ChannelInitializerExtension> guards = List.of(new ChannelGuards());
        set(found, "extensions", guards);
        set(found, "classLoader", new WeakReference<>(ServerBootstrap.class.getClassLoader()));
    }

    private static void set(Object owner, String name, Object value) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        field.set(owner, value);
    }
}

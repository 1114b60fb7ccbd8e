package dev.tokenbroker.http;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Has the guards in place before the first connection of any kind is made. */
@Singleton
final class GuardsAtStart implements HttpServerOptionsCustomizer {
    /** Netty asks once, at its first connection, and the database's may be that one: so earlier than anything starts. */
    void letNettyLook(@Observes @Initialized(ApplicationScoped.class) Object application) {
        System.setProperty("io.netty.bootstrap.extensions", "serviceload");
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        GuardedPort.of(options).publish();
    }
}

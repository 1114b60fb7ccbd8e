package dev.tokenbroker.http;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/**
 * Puts a {@link ConnectionGuard} before every connection of the public port. Netty finds this class by itself and keeps it
 * for the life of the process, whatever class loader it came from; so it learns what to guard from a system property.
 */
public final class ChannelGuards extends ChannelInitializerExtension {
    @Override
    public void postInitializeServerChildChannel(Channel connection) {
        GuardedPort.published()
                .filter(guarded ->
                        connection.localAddress() instanceof InetSocketAddress local && guarded.covers(local.getPort()))
                .ifPresent(guarded -> connection.pipeline().addFirst(new ConnectionGuard(guarded)));
    }
}

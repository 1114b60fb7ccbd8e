package dev.tokenbroker.http;

import io.netty.channel.unix.Errors;
import io.vertx.core.http.HttpClosedException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;

/** How a connection's end is told to whoever reads from it or writes to it: closed in order, or reset by the other side. */
final class ClientGone {
    private ClientGone() {}

    static boolean is(Throwable failure) {
        return failure instanceof HttpClosedException
                || failure instanceof SocketException
                || failure instanceof ClosedChannelException
                || failure instanceof Errors.NativeIoException;
    }
}

package dev.tokenbroker.world;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port of the loopback interface for a server that may be killed and started again on it. It lies below the range from
 * which kernels take the ports of outgoing connections: none of those, nor the client's own that looks for the dead
 * server, sits on it meanwhile.
 */
public final class FreePort {
    private static final int LOWEST = 20_000;
    private static final int BEYOND = 32_000;

    private FreePort() {}

    public static int next() {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
        } while (!free(port));
        return port;
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}

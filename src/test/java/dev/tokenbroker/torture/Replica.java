package dev.tokenbroker.torture;

import dev.tokenbroker.packaged.BrokerProcess;
import dev.tokenbroker.packaged.BrokerProcess.Ports;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.DevelopmentWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** One broker of a fleet: processes come and go, its ports stay. */
final class Replica implements AutoCloseable {
    private static final Duration END_IN_TIME = Duration.ofSeconds(60);

    private final Path directory;
    private final Map<String, String> settings;
    private final Ports ports = Ports.free();
    private final BrokerClient client;
    private Path jar;
    private BrokerProcess process;
    private volatile int deaths;
    private volatile boolean up;

    Replica(DevelopmentWorld world, Path jar, Path directory, Map<String, String> settings) {
        this.jar = jar;
        this.directory = directory;
        this.settings = settings;
        this.client = new BrokerClient(world, ports.base());
    }

    /** Does not wait until it answers. */
    Replica start() throws IOException {
        process = BrokerProcess.start(jar, directory, settings, ports);
        return this;
    }

    Replica ready() {
        process.ready();
        up = true;
        return this;
    }

    boolean up() {
        return up;
    }

    /** Changes before an end begins: what was asked of one life and not answered in it, nobody owes. */
    int deaths() {
        return deaths;
    }

    BrokerClient client() {
        return client;
    }

    void kill() {
        ends();
        process.kill();
    }

    void terminate() throws InterruptedException {
        ends();
        process.terminate(END_IN_TIME);
    }

    /**
     * Another version takes its place, as Kubernetes does it: nobody new is sent to this one, and whoever is with it is answered.
     */
    void become(Path version) throws IOException, InterruptedException {
        up = false;
        process.terminate(END_IN_TIME);
        jar = version;
        start().ready();
    }

    void suspend() {
        process.suspend();
    }

    void resume() {
        process.resume();
    }

    private void ends() {
        up = false;
        deaths++;
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }
}

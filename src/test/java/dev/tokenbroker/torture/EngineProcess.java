package dev.tokenbroker.torture;

import dev.tokenbroker.broker.Engine;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;

/**
 * The renewal engine of one replica and nothing else, as a process: it sweeps until it is killed. What it says on its
 * standard output begins with {@link #VOICE}.
 */
public final class EngineProcess {
    static final String VOICE = "engine: ";
    static final String AT_WORK = "at work";
    private static final long PAUSE_MILLIS = 50;

    private EngineProcess() {}

    /** Settings of the world come as system properties, and so do the failpoint and how often it is passed before. */
    public static void main(String[] once) {
        Fuse fuse = new Fuse(
                Optional.ofNullable(System.getProperty("failpoint")).map(Failpoint::valueOf),
                Integer.getInteger("passes", 0));
        EngineParts parts = EngineParts.of(settings(), fuse);
        Engine engine = new Engine(
                parts,
                "engine-" + ProcessHandle.current().pid(),
                EngineParts.SETTINGS,
                EngineParts.LEASE,
                EngineParts.CALL_TIMEOUT);
        parts.vertx().runOnContext(begin -> sweep(engine, parts.vertx()));
        if (once.length > 0) {
            parts.vertx().setTimer(Long.parseLong(once[0]), over -> System.exit(0));
        }
    }

    private static void sweep(Engine engine, Vertx vertx) {
        engine.sweep()
                .chain(engine::watch)
                .onFailure()
                .recoverWithNull()
                .subscribe()
                .with(done -> vertx.setTimer(PAUSE_MILLIS, again -> sweep(engine, vertx)));
    }

    private static Map<String, String> settings() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("broker."))
                .collect(java.util.stream.Collectors.toMap(name -> name, System::getProperty));
    }

    static void say(String what) {
        System.out.println(VOICE + what);
        System.out.flush();
    }
}

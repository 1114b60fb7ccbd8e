package dev.tokenbroker.torture;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One process from its start to SIGKILL. */
final class EngineLife {
    private static final int MOST_PASSES = 4;
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long PATIENCE_MILLIS = 1000;

    private EngineLife() {}

    static void liveAndBeKilled(EngineLauncher launcher, Random random) throws IOException, InterruptedException {
        boolean atFailpoint = random.nextBoolean();
        Process engine = launcher.start(atFailpoint ? failpoint(random) : List.of());
        try (BufferedReader voice = engine.inputReader()) {
            awaitSaying(voice, EngineProcess.AT_WORK);
            if (atFailpoint) {
                awaitFailpoint(voice);
            } else {
                LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_NANOS));
            }
        } finally {
            engine.destroyForcibly().waitFor();
        }
    }

    private static List<String> failpoint(Random random) {
        Failpoint[] all = Failpoint.values();
        return List.of(
                "-Dfailpoint=" + all[random.nextInt(all.length)].name(), "-Dpasses=" + random.nextInt(MOST_PASSES));
    }

    private static void awaitSaying(BufferedReader voice, String what) throws IOException {
        String said = "";
        while (!said.equals(EngineProcess.VOICE + what)) {
            said = voice.readLine();
            if (said == null) {
                throw new IOException("an engine ended by itself");
            }
        }
    }

    /** Where nothing is due it may not come by; then any moment is as good. */
    private static void awaitFailpoint(BufferedReader voice) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (!voice.ready() && System.nanoTime() - begun < TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}

package dev.tokenbroker.caller;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The file of {@code broker.callers-file}, followed by reading it several times a second: a mounted Kubernetes volume is
 * a chain of links that file events do not see through, and time stamps are too coarse to trust.
 */
final class CallersFile implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CallersFile.class);

    /** A change is taken at the second look that finds it, so this is less than half of the second that we promise. */
    private static final long LOOK_EVERY_MILLIS = 300;

    private static final long LARGEST = 4L << 20;

    private final Path path;
    private final Function<String, CallerPolicy.Reading> reader;
    private final Consumer<CallerPolicy> follower;
    private ScheduledExecutorService eyes;
    private String known;
    private String glimpsed;

    CallersFile(Path path, Function<String, CallerPolicy.Reading> reader, Consumer<CallerPolicy> follower) {
        this.path = path;
        this.reader = reader;
        this.follower = follower;
    }

    /** @throws CallerPolicyException if the file cannot be read: nobody knows then who may ask */
    synchronized String firstText() {
        try {
            known = text();
            glimpsed = known;
            return known;
        } catch (IOException unreadable) {
            throw new CallerPolicyException(List.of("broker.callers-file: cannot be read"));
        }
    }

    synchronized void watch() {
        eyes = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "callers-file");
            thread.setDaemon(true);
            return thread;
        });
        eyes.scheduleWithFixedDelay(this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** One look. Two looks in a row must see the same new text: one alone may see a file half written. */
    synchronized void look() {
        String seen;
        try {
            seen = text();
        } catch (IOException unreadable) {
            seen = null;
        }
        boolean settled = same(seen, glimpsed);
        glimpsed = seen;
        if (settled && !same(seen, known)) {
            known = seen;
            take(seen);
        }
    }

    private void take(String text) {
        if (text == null) {
            LOG.error("broker.callers-file: cannot be read; the callers known before stay in force");
            return;
        }
        CallerPolicy.Reading reading = reader.apply(text);
        if (reading.problems().isEmpty()) {
            follower.accept(reading.policy());
            LOG.infof(
                    "broker.callers-file: changed; %d callers in force",
                    reading.policy().bySubject().size());
        } else {
            LOG.errorf(
                    "broker.callers-file: refused, the callers known before stay in force: %s",
                    String.join("; ", reading.problems()));
        }
    }

    private String text() throws IOException {
        if (Files.size(path) > LARGEST) {
            throw new IOException("too large");
        }
        return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    }

    private static boolean same(String one, String other) {
        return one == null ? other == null : one.equals(other);
    }

    @Override
    public synchronized void close() {
        if (eyes != null) {
            eyes.shutdownNow();
        }
    }
}

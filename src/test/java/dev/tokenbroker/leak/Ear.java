package dev.tokenbroker.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears everything that is logged while it listens, messages, parameters and causes. */
final class Ear extends Handler implements AutoCloseable {
    private final List<String> lines = new ArrayList<>();
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();

    Ear() {
        setLevel(Level.ALL);
        root.setLevel(Level.ALL);
        root.addHandler(this);
    }

    @Override
    public synchronized void publish(LogRecord line) {
        // the test's own HTTP client speaks of what it sends
        if (line.getLoggerName() == null || !line.getLoggerName().startsWith("jdk.")) {
            lines.add(text(line));
        }
    }

    private static String text(LogRecord line) {
        StringBuilder text = new StringBuilder(line.getLoggerName() + " " + line.getMessage());
        for (Object parameter : line.getParameters() == null ? new Object[0] : line.getParameters()) {
            text.append(' ').append(parameter);
        }
        for (Throwable thrown = line.getThrown(); thrown != null; thrown = thrown.getCause()) {
            text.append(' ').append(thrown);
            for (Throwable suppressed : thrown.getSuppressed()) {
                text.append(' ').append(suppressed);
            }
        }
        return text.toString();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
        root.setLevel(before);
    }
}

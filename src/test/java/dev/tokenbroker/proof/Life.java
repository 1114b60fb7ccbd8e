package dev.tokenbroker.proof;

import java.time.Duration;

/** A process until it is killed: what it still had to do is then never done. While it is stopped, everything waits. */
final class Life {
    private final Schedule schedule;
    private long stoppedUntil = Long.MIN_VALUE;
    private boolean over;

    Life(Schedule schedule) {
        this.schedule = schedule;
    }

    void kill() {
        over = true;
    }

    /** SIGSTOP, and SIGCONT after that long. */
    void stop(Duration pause) {
        stoppedUntil = schedule.nanos() + pause.toNanos();
    }

    boolean over() {
        return over;
    }

    Runnable guard(Runnable action) {
        return () -> {
            if (over) {
                return;
            }
            if (schedule.nanos() < stoppedUntil) {
                schedule.after(Duration.ofNanos(stoppedUntil - schedule.nanos()), guard(action));
            } else {
                action.run();
            }
        };
    }
}

package dev.tokenbroker.proof;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.AppBreakers.Open;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The row of {@code app_breaker}. */
final class Breaker {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier clock;
    private Optional<String> openFor = Optional.empty();
    private long nextCanary;

    Breaker(LongSupplier clock) {
        this.clock = clock;
    }

    Void open(String secretVersion) {
        if (openFor.isEmpty()) {
            openFor = Optional.of(secretVersion);
            nextCanary = clock.getAsLong() + MINUTE;
        }
        return null;
    }

    Void close() {
        openFor = Optional.empty();
        return null;
    }

    List<Open> list(AppName app) {
        return openFor.map(secret -> List.of(new Open(app, secret))).orElse(List.of());
    }

    boolean takeCanary() {
        boolean taken = openFor.isPresent() && nextCanary <= clock.getAsLong();
        nextCanary = taken ? clock.getAsLong() + MINUTE : nextCanary;
        return taken;
    }
}

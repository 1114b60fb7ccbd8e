package dev.tokenbroker.rest;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Gauges outlive their application, one for all of a JVM, and would tell the next one about the one before it. */
@Singleton
public class MetersOfOneStart {
    void forget(@Observes ShutdownEvent end, MeterRegistry metrics) {
        metrics.clear();
    }
}

package dev.tokenbroker.notification;

import java.util.List;

/** Everybody who is told; nobody, where none is configured. */
public final class Targets {
    private final List<Target> all;

    Targets(List<Target> all) {
        this.all = List.copyOf(all);
    }

    List<Target> all() {
        return all;
    }

    List<String> names() {
        return all.stream().map(Target::name).toList();
    }
}

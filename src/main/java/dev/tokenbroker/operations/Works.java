package dev.tokenbroker.operations;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who does which kind of run. */
@Singleton
final class Works {
    private final Map<RunKind, RunWork> byKind;

    Works(RewrapWork rewrap, RekeyWork rekey) {
        byKind = Stream.of(rewrap, rekey).collect(Collectors.toMap(RunWork::kind, Function.identity()));
    }

    RunWork of(RunKind kind) {
        return byKind.get(kind);
    }
}

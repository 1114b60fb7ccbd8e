package dev.tokenbroker.operations;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who does which kind of run. */
@Singleton
final class Works {
    private final Map<RunKind, RunWork> byKind;

    @Inject
    Works(
            MigrationWork migration,
            RewrapWork rewrap,
            RekeyWork rekey,
            SecretRotationWork secretRotation,
            RenewalWork renewals) {
        this(List.of(migration, rewrap, rekey, secretRotation, renewals));
    }

    Works(List<RunWork> works) {
        byKind = works.stream().collect(Collectors.toMap(RunWork::kind, Function.identity()));
    }

    RunWork of(RunKind kind) {
        return byKind.get(kind);
    }
}

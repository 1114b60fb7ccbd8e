package dev.tokenbroker.operations;

import dev.tokenbroker.broker.FleetRenewals;
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
    Works(RewrapWork rewrap, RekeyWork rekey, GrantRows grants, FleetRenewals renewals) {
        this(List.of(
                rewrap,
                rekey,
                GrantWork.migration(grants, renewals),
                GrantWork.secretRotation(grants, renewals),
                GrantWork.named(grants, renewals)));
    }

    Works(List<RunWork> works) {
        byKind = works.stream().collect(Collectors.toMap(RunWork::kind, Function.identity()));
    }

    RunWork of(RunKind kind) {
        return byKind.get(kind);
    }
}

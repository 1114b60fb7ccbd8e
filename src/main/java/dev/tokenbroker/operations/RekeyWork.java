package dev.tokenbroker.operations;

import dev.tokenbroker.broker.KeyWatch;
import dev.tokenbroker.operations.WrappedKeyRows.Selection;
import dev.tokenbroker.operations.WrappedKeyRows.WrappedRow;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyProvider;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.KeyServices;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Re-key: each data key is unwrapped by whoever wrapped it, and wrapped by the provider that is the target. */
@Singleton
final class RekeyWork implements RunWork {
    private final Rewrapping rewrapping;
    private final SharedKeys shared;
    private final KeyServices keys;
    private final KeyWatch watch;

    RekeyWork(WrappedKeyRows rows, SharedKeys shared, KeyServices keys, KeyWatch watch) {
        this.rewrapping = new Rewrapping(rows);
        this.shared = shared;
        this.keys = keys;
        this.watch = watch;
    }

    @Override
    public RunKind kind() {
        return RunKind.REKEY;
    }

    @Override
    public Uni<Long> remaining(Run run) {
        KeyProvider to = provider(run.target());
        return rewrapping
                .left(under -> under.map(known -> known.provider() != to).orElse(true))
                .flatMap(left -> shared.left(under -> under.provider() != to).map(ofAll -> left + ofAll));
    }

    @Override
    public Uni<Batch> batch(Run run, int most) {
        KeyProvider to = provider(run.target());
        KeyService service = keys.of(to)
                .orElseThrow(() -> new IllegalStateException("this replica is not configured for " + run.target()));
        return shared.move(under -> under.provider() != to, (context, wrapped) -> anew(service, context, wrapped))
                .flatMap(moved -> rewrapping
                        .some(
                                new Selection.NotOf(to),
                                run.pass().cursor(),
                                most,
                                (WrappedRow row) -> anew(
                                        service, row.context(), row.dataKey().wrapped()))
                        .map(batch -> batch.with(moved)));
    }

    @Override
    public Uni<Void> concluded() {
        watch.renewCanary();
        return Uni.createFrom().voidItem();
    }

    private Uni<byte[]> anew(KeyService service, KeyContext context, byte[] wrapped) {
        return keys.unwrap(context, wrapped).flatMap(key -> service.wrap(context, key));
    }

    private static KeyProvider provider(String target) {
        return KeyProvider.valueOf(target.toUpperCase(java.util.Locale.ROOT));
    }
}

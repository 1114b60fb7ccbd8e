package dev.tokenbroker.operations;

import dev.tokenbroker.broker.KeyWatch;
import dev.tokenbroker.operations.WrappedKeyRows.Selection;
import dev.tokenbroker.token.KeyProvider;
import dev.tokenbroker.token.KeyServices;
import dev.tokenbroker.token.KeyVersion;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Rewrap: Vault wraps each data key under the newest version of its key, without showing it to us. The target is that version. */
@Singleton
final class RewrapWork implements RunWork {
    private final Rewrapping rewrapping;
    private final SharedKeys shared;
    private final KeyServices keys;
    private final KeyWatch watch;

    RewrapWork(WrappedKeyRows rows, SharedKeys shared, KeyServices keys, KeyWatch watch) {
        this.rewrapping = new Rewrapping(rows);
        this.shared = shared;
        this.keys = keys;
        this.watch = watch;
    }

    @Override
    public RunKind kind() {
        return RunKind.REWRAP;
    }

    @Override
    public Uni<Long> remaining(Run run) {
        return rewrapping
                .left(under -> under.filter(known -> older(known, run.target())).isPresent())
                .flatMap(
                        left -> shared.left(under -> older(under, run.target())).map(ofAll -> left + ofAll));
    }

    @Override
    public Uni<Batch> batch(Run run, int most) {
        return shared.move(under -> older(under, run.target()), keys::rewrap)
                .flatMap(moved -> rewrapping
                        .some(
                                new Selection.OlderThan(
                                        new KeyVersion(KeyProvider.VAULT, Integer.parseInt(run.target()))),
                                run.pass().cursor(),
                                most,
                                row -> keys.rewrap(row.context(), row.dataKey().wrapped()))
                        .map(batch -> batch.with(moved)));
    }

    @Override
    public Uni<Void> concluded() {
        watch.renewCanary();
        return Uni.createFrom().voidItem();
    }

    private static boolean older(KeyVersion under, String target) {
        return under.provider() == KeyProvider.VAULT && under.version() < Integer.parseInt(target);
    }
}

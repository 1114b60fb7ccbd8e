package dev.tokenbroker.operations;

import dev.tokenbroker.operations.RunWork.Batch;
import dev.tokenbroker.operations.WrappedKeyRows.Replacement;
import dev.tokenbroker.operations.WrappedKeyRows.Selection;
import dev.tokenbroker.operations.WrappedKeyRows.WrappedRow;
import dev.tokenbroker.token.KeyVersion;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Wraps the data keys of some rows anew. Rows that changed meanwhile stay as they are, and are come to again. */
final class Rewrapping {
    private static final Logger LOG = Logger.getLogger(Rewrapping.class);

    private final WrappedKeyRows rows;

    Rewrapping(WrappedKeyRows rows) {
        this.rows = rows;
    }

    /** Of how many installations the key that theirs is wrapped under is selected; none is one of no known form. */
    Uni<Long> left(Predicate<Optional<KeyVersion>> selected) {
        return rows.count()
                .map(counts -> counts.entrySet().stream()
                        .filter(count -> selected.test(count.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum());
    }

    Uni<Batch> some(Selection selection, Optional<UUID> after, int most, Function<WrappedRow, Uni<byte[]>> anew) {
        return rows.list(selection, after, most)
                .flatMap(found -> found.isEmpty()
                        ? Uni.createFrom().item(Batch.NONE_LEFT)
                        : wrap(found, anew).flatMap(wrapped -> replace(found, wrapped)));
    }

    /** All at once, since key services gather; one that does not open is left out, anything else ends the attempt. */
    private static Uni<List<Replacement>> wrap(List<WrappedRow> found, Function<WrappedRow, Uni<byte[]>> anew) {
        return Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUniAndMerge(row -> anew.apply(row)
                        .map(wrapped -> new Replacement(row, wrapped))
                        .onFailure(Rewrapping::opensNot)
                        .invoke(() -> LOG.errorf(
                                "the data key of installation %s does not open: it is not wrapped anew",
                                row.installation()))
                        .onFailure(Rewrapping::opensNot)
                        .recoverWithNull())
                .collect()
                .asList();
    }

    private static boolean opensNot(Throwable failure) {
        return KeysUnavailableException.because(Reason.NOT_AUTHENTIC, failure);
    }

    private Uni<Batch> replace(List<WrappedRow> found, List<Replacement> wrapped) {
        Optional<UUID> last = Optional.of(found.get(found.size() - 1).installation());
        long failed = found.size() - wrapped.size();
        return wrapped.isEmpty()
                ? Uni.createFrom().item(new Batch(last, 0, failed, 0))
                : rows.replace(wrapped).map(replaced -> new Batch(last, replaced, failed, 0));
    }
}

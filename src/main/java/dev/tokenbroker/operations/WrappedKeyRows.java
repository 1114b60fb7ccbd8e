package dev.tokenbroker.operations;

import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyProvider;
import dev.tokenbroker.token.KeyVersion;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The rows that hold a wrapped data key, by the key that it is wrapped under. */
public interface WrappedKeyRows {
    /** How many installations there are under each. Those of no known form are under none. */
    Uni<Map<Optional<KeyVersion>, Long>> count();

    /** In the order of their ids, after {@code after}. */
    Uni<List<WrappedRow>> list(Selection selection, Optional<UUID> after, int most);

    /** Puts each where the row still has the bytes of before. Returns for how many that held. */
    Uni<Integer> replace(List<Replacement> replacements);

    record WrappedRow(UUID installation, KeyContext context, DataKeyRef dataKey) {}

    record Replacement(WrappedRow row, byte[] wrapped) {}

    /** Which rows a run is about. */
    sealed interface Selection {
        /** Of this provider, under versions before this one. */
        record OlderThan(KeyVersion version) implements Selection {}

        /** Of any other provider, or of no known form. */
        record NotOf(KeyProvider provider) implements Selection {}
    }
}

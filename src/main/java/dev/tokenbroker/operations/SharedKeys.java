package dev.tokenbroker.operations;

import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyVersion;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** The few wrapped keys that all replicas share move with those of installations. */
@Singleton
final class SharedKeys {
    private final SharedKeyRows rows;

    SharedKeys(SharedKeyRows rows) {
        this.rows = rows;
    }

    Uni<Long> left(Predicate<KeyVersion> selected) {
        return rows.all()
                .map(all -> all.values().stream()
                        .filter(wrapped ->
                                KeyVersion.of(wrapped).filter(selected).isPresent())
                        .count());
    }

    /** Returns how many moved; one that does not open stays. */
    Uni<Long> move(Predicate<KeyVersion> selected, BiFunction<KeyContext, byte[], Uni<byte[]>> anew) {
        return rows.all()
                .flatMap(all -> Multi.createFrom()
                        .iterable(all.entrySet())
                        .filter(key ->
                                KeyVersion.of(key.getValue()).filter(selected).isPresent())
                        .onItem()
                        .transformToUniAndConcatenate(key -> move(key, anew))
                        .filter(moved -> moved)
                        .collect()
                        .asList()
                        .map(moved -> (long) moved.size()));
    }

    private Uni<Boolean> move(Map.Entry<String, byte[]> key, BiFunction<KeyContext, byte[], Uni<byte[]>> anew) {
        return anew.apply(KeyContext.ofFleet(key.getKey()), key.getValue())
                .flatMap(wrapped -> rows.replace(key.getKey(), key.getValue(), wrapped))
                .onFailure(failure -> KeysUnavailableException.because(Reason.NOT_AUTHENTIC, failure))
                .recoverWithItem(false);
    }
}

package dev.tokenbroker.broker;

import dev.tokenbroker.broker.DataKeys.Kept;
import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.installation.WrappedKeys;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Asks the key service again about keys in memory, in the background and with the rows' current bytes: an outage finds no key
 * much older than a quarter of an hour, and a key that was taken back is gone by then.
 */
@Singleton
final class KeyValidation {
    private static final Duration AFTER = Duration.ofMinutes(15);
    private static final int MOST = 1_000;

    private final DataKeys keys;
    private final Holdings holdings;
    private final WrappedKeys rows;
    private final KeyService service;

    KeyValidation(DataKeys keys, Holdings holdings, WrappedKeys rows, KeyService service) {
        this.keys = keys;
        this.holdings = holdings;
        this.rows = rows;
        this.service = service;
    }

    Uni<Void> round() {
        List<Kept> due = keys.silenced() ? List.of() : keys.notAskedAboutFor(AFTER, MOST);
        return due.isEmpty()
                ? Uni.createFrom().voidItem()
                : rows.of(due.stream().map(kept -> kept.slot.installation()).toList())
                        .chain(now -> askAll(due, now));
    }

    /** All at once: the key service gathers them. */
    private Uni<Void> askAll(List<Kept> due, Map<UUID, DataKeyRef> now) {
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUniAndMerge(kept -> ask(kept, now.get(kept.slot.installation())))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> ask(Kept kept, DataKeyRef now) {
        if (now == null || !now.id().equals(kept.slot.dataKeyId())) {
            keys.forget(kept.slot);
            return Uni.createFrom().voidItem();
        }
        return service.unwrap(kept.context, now.wrapped())
                .invoke(key -> keys.validated(kept, key))
                .onFailure(KeysUnavailableException.class)
                .invoke(failure -> failed(kept, now, (KeysUnavailableException) failure))
                .onFailure(KeysUnavailableException.class)
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void failed(Kept kept, DataKeyRef now, KeysUnavailableException failure) {
        if (failure.reason() == Reason.NOT_AUTHENTIC) {
            keys.forget(kept.slot);
            keys.quarantine().put(kept.slot, now);
            holdings.forget(kept.key);
        } else if (failure.reason() == Reason.REFUSED) {
            keys.suspect();
        }
    }
}

package dev.tokenbroker.installation;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Wrapped data keys as their rows have them now. */
public interface WrappedKeys {
    /** By installation; those that are erased or not there are left out. */
    Uni<Map<UUID, DataKeyRef>> of(Collection<UUID> installations);
}

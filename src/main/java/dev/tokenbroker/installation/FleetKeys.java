package dev.tokenbroker.installation;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Wrapped keys that all replicas share. */
public interface FleetKeys {
    Uni<Optional<byte[]>> find(String purpose);

    /** The first to come wins. Returns what is stored. */
    Uni<byte[]> putIfAbsent(String purpose, byte[] wrapped);
}

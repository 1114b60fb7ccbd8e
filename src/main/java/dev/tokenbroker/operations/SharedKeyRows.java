package dev.tokenbroker.operations;

import io.smallrye.mutiny.Uni;
import java.util.Map;

/** The wrapped keys that all replicas share, by purpose. */
public interface SharedKeyRows {
    Uni<Map<String, byte[]>> all();

    /** False where it is not {@code before} any more. */
    Uni<Boolean> replace(String purpose, byte[] before, byte[] wrapped);
}

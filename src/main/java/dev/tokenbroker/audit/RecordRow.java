package dev.tokenbroker.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** One line of the record with all that is kept of it; a component that is empty has no member in {@link RecordLine}. */
public record RecordRow(
        long id,
        Instant at,
        String type,
        Optional<String> app,
        Optional<String> shop,
        long version,
        String actor,
        Optional<String> requestId,
        Optional<String> detail,
        Optional<UUID> installation,
        Optional<UUID> dataKey,
        Optional<UUID> pair,
        Optional<String> accessFingerprint,
        Optional<String> refreshFingerprint) {}

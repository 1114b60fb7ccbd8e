package dev.tokenbroker.broker;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.audit.AuditRecord;
import dev.tokenbroker.audit.EventType;
import dev.tokenbroker.secret.SecretString;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What the record calls a token that somebody found where it does not belong. */
@Singleton
public final class FoundTokens {
    private final FleetFingerprints fingerprints;
    private final AuditRecord record;

    FoundTokens(FleetFingerprints fingerprints, AuditRecord record) {
        this.fingerprints = fingerprints;
        this.record = record;
    }

    /** Keeps no more of the token than its fingerprint, with who asked. */
    public Uni<String> fingerprint(SecretString token, Actor actor) {
        return fingerprints
                .ready()
                .map(known -> known.of(token))
                .call(name -> record.note(EventType.FINGERPRINT_ASKED, actor, Optional.of(name)));
    }
}

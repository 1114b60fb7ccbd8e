package dev.tokenbroker.postgres;

import dev.tokenbroker.audit.Event;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** One line of the audit record, as Hibernate reads it; nothing writes through it. */
@Entity(name = "Event")
@Table(name = "event")
@Immutable
final class EventRow {
    @Id
    long id;

    Instant at;

    @Column(name = "installation_id")
    UUID installationId;

    String app;
    String domain;
    String type;
    long version;
    String actor;
    String detail;

    @Column(name = "access_fingerprint")
    String accessFingerprint;

    @Column(name = "refresh_fingerprint")
    String refreshFingerprint;

    Event toEvent() {
        return new Event(
                id,
                at,
                OperatorEvent.known(app),
                OperatorEvent.known(domain),
                type,
                version,
                actor,
                Optional.ofNullable(detail));
    }
}

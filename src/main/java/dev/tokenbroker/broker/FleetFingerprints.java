package dev.tokenbroker.broker;

import dev.tokenbroker.audit.Fingerprints;
import dev.tokenbroker.installation.FleetKeys;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyService;
import dev.tokenbroker.token.KeyService.NewDataKey;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** The fingerprints' key: one for the whole fleet, wrapped in the database, unwrapped once per process. */
@Singleton
final class FleetFingerprints {
    private static final Logger LOG = Logger.getLogger(FleetFingerprints.class);
    private static final String PURPOSE = "fingerprint";

    private final FleetKeys keys;
    private final KeyService service;
    private volatile Fingerprints fingerprints;
    private volatile boolean complained;

    FleetFingerprints(FleetKeys keys, KeyService service) {
        this.keys = keys;
        this.service = service;
    }

    /** Before anything is asked of Shopify: a pair must not wait for this key when it arrives. */
    Uni<Fingerprints> ready() {
        if (fingerprints != null) {
            return Uni.createFrom().item(fingerprints);
        }
        KeyContext context = KeyContext.ofFleet(PURPOSE);
        return keys.find(PURPOSE)
                .flatMap(wrapped -> wrapped.map(known -> Uni.createFrom().item(known))
                        .orElseGet(() -> service.create(context)
                                .map(NewDataKey::wrapped)
                                .flatMap(made -> keys.putIfAbsent(PURPOSE, made))))
                .flatMap(wrapped -> service.unwrap(context, wrapped))
                .onFailure(failure -> KeysUnavailableException.because(Reason.NOT_AUTHENTIC, failure))
                .invoke(this::complain)
                .map(Fingerprints::new)
                .invoke(unwrapped -> fingerprints = unwrapped);
    }

    /** Once: it stops every enrolment and renewal, and only an operator can help. */
    private void complain() {
        if (!complained) {
            complained = true;
            LOG.error(
                    "the fingerprints' key in table fleet_key does not open: it was altered, or wrapped by a key service that"
                            + " is not configured on this replica");
        }
    }

    /** @throws IllegalStateException before {@link #ready} */
    Fingerprints get() {
        if (fingerprints == null) {
            throw new IllegalStateException("the fingerprint key was not made ready");
        }
        return fingerprints;
    }
}

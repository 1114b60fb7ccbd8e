package dev.tokenbroker.oauth;

import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.broker.Acquisition;
import dev.tokenbroker.broker.AcquisitionOutcome;
import dev.tokenbroker.broker.Acquisitions;
import dev.tokenbroker.broker.Detached;
import dev.tokenbroker.broker.Timers;
import dev.tokenbroker.installation.AuthorizationStates;
import dev.tokenbroker.installation.AuthorizationStates.Begun;
import dev.tokenbroker.installation.AuthorizationStates.Return;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.StoreUnavailableException;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Ends an install: whoever takes its state exchanges the code, and goes on when the browser leaves. A second callback waits for
 * what becomes of the first, and is told the same.
 */
@Singleton
final class Callbacks {
    private static final String MERCHANT = "merchant";
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration GLANCE = Duration.ofMillis(250);

    /** Longer than an exchange may take. */
    private static final int GLANCES = 120;

    /** How long an answer waits for the state to be written; the writing goes on. */
    private static final Duration BRIEFLY = Duration.ofMillis(500);

    private static final Duration STATE_LIFE = Duration.ofMinutes(10);

    private final AuthorizationStates states;
    private final Acquisitions acquisitions;
    private final Timers timers;

    Callbacks(AuthorizationStates states, Acquisitions acquisitions, Timers timers) {
        this.states = states;
        this.acquisitions = acquisitions;
        this.timers = timers;
    }

    /**
     * What Shopify signed, and who brought it.
     *
     * @param browser what its cookie says
     */
    record Callback(
            ShopifyApp app,
            ShopDomain shop,
            String state,
            Optional<String> browser,
            SecretString code,
            String requestId) {
        Actor actor() {
            return Actor.within(requestId, MERCHANT);
        }

        InstallationKey key() {
            return new InstallationKey(app.name(), shop);
        }

        Return returned() {
            return new Return(Nonces.digest(state), browser.map(Nonces::digest).orElse(new byte[0]), key());
        }
    }

    Uni<CallbackOutcome> finish(Callback callback) {
        return Detached.begin(turn(callback, callback.returned(), GLANCES)
                .onFailure(StoreUnavailableException.class)
                .recoverWithItem(() -> new CallbackOutcome.Away(SOON)));
    }

    private Uni<CallbackOutcome> turn(Callback callback, Return returned, int glances) {
        UUID attempt = UUID.randomUUID();
        return states.take(returned, attempt)
                .flatMap(taken -> taken
                        ? exchange(callback, returned.state(), attempt)
                        : states.find(returned.state()).flatMap(found -> notTaken(callback, returned, found, glances)));
    }

    private Uni<CallbackOutcome> notTaken(Callback callback, Return returned, Optional<Begun> found, int glances) {
        if (found.isEmpty()) {
            return refused(Refusal.NOT_UNDER_WAY);
        }
        Begun begun = found.get();
        if (!begun.key().equals(returned.key())) {
            return refused(Refusal.OTHER_SHOP);
        }
        if (!MessageDigest.isEqual(begun.browser(), returned.browser())) {
            return refused(Refusal.OTHER_BROWSER);
        }
        if (begun.outcome().isPresent()) {
            return Uni.createFrom().item(CallbackOutcome.ofLabel(begun.outcome().get()));
        }
        return glances == 0
                ? refused(Refusal.INTERRUPTED)
                : timers.after(GLANCE).chain(() -> turn(callback, returned, glances - 1));
    }

    private static Uni<CallbackOutcome> refused(Refusal refusal) {
        return Uni.createFrom().item(new CallbackOutcome.Refused(refusal));
    }

    private Uni<CallbackOutcome> exchange(Callback callback, byte[] state, UUID attempt) {
        return acquisitions
                .acquire(callback.app(), callback.shop(), new Acquisition.Code(callback.code()), callback.actor())
                .map(Callbacks::outcome)
                .call(outcome -> eventually(() -> outcome instanceof CallbackOutcome.Away
                        ? states.letGo(state, attempt)
                        : states.settle(state, attempt, outcome.label())));
    }

    private static CallbackOutcome outcome(AcquisitionOutcome acquired) {
        if (acquired instanceof AcquisitionOutcome.Acquired got) {
            return got.installation().state() == InstallationState.REAUTHORIZATION_REQUIRED
                    ? new CallbackOutcome.Refused(Refusal.MISSING_SCOPES)
                    : new CallbackOutcome.Installed();
        }
        if (acquired instanceof AcquisitionOutcome.SubjectRefused) {
            return new CallbackOutcome.Refused(Refusal.CODE_REFUSED);
        }
        if (acquired instanceof AcquisitionOutcome.ShopMismatch) {
            return new CallbackOutcome.Refused(Refusal.SHOP_MISMATCH);
        }
        if (acquired instanceof AcquisitionOutcome.Unavailable away) {
            return away.unspent()
                    ? new CallbackOutcome.Away(away.retryAfter())
                    : new CallbackOutcome.Refused(Refusal.INTERRUPTED);
        }
        return new CallbackOutcome.Installed();
    }

    /** What became of the code is known here alone: it is written as soon as the database takes it, while the state lives. */
    private static Uni<Void> eventually(Supplier<Uni<Void>> write) {
        return Detached.begin(Uni.createFrom()
                        .deferred(write::get)
                        .onFailure(StoreUnavailableException.class)
                        .retry()
                        .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(5))
                        .expireIn(STATE_LIFE.toMillis()))
                .ifNoItem()
                .after(BRIEFLY)
                .recoverWithItem((Void) null);
    }
}

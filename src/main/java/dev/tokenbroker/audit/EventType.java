package dev.tokenbroker.audit;

import java.util.Arrays;
import java.util.Locale;

/** What can happen to an installation, or is done to the fleet. Its {@link #label} is public: the {@code type} of an event. */
public enum EventType {
    /** A caller handed tokens over. */
    ENROLLED,
    /** A merchant's consent or presence was exchanged for tokens. */
    ACQUIRED,
    /** A legacy grant was exchanged for an expiring one. */
    MIGRATED,
    RENEWED,
    /** A pair arrived after another replica had taken over: it is kept, not current. */
    OVERTAKEN,
    RENEWAL_FAILING,
    SUSPENDED,
    REAUTHORIZATION_REQUIRED,
    /** Shopify says that the app was uninstalled; that is to be confirmed. */
    UNINSTALL_REPORTED,
    /** Shopify still accepts the app. */
    UNINSTALL_REFUTED,
    UNINSTALLED,
    /** The shop has another domain: written under either. */
    RENAMED,
    /** The shop has another domain, which the broker cannot follow it to. */
    RENAME_REFUSED,
    ERASED,
    /** An operator stopped renewals: of the installation, or of its app or the fleet where none is named. */
    RENEWALS_PAUSED,
    RENEWALS_RESUMED,
    /** An operator stopped the caller that the detail names. */
    CALLER_STOPPED,
    CALLER_STARTED,
    /** What came of a long run, and who began, paused or resumed it; the detail is its kind. */
    RUN_STARTED,
    RUN_RESUMED,
    RUN_PAUSED,
    RUN_DONE,
    RUN_FAILED,
    AUDIT_EXPORTED,
    /** The detail says with what result. */
    AUDIT_VERIFIED,
    /** The detail is the fingerprint. */
    FINGERPRINT_ASKED;

    /** Whether there is a type of this name. */
    public static boolean known(String label) {
        return Arrays.stream(values()).anyMatch(type -> type.label().equals(label));
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

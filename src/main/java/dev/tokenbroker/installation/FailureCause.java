package dev.tokenbroker.installation;

import java.util.Locale;

/** Why a renewal brought no pair; the label is public ({@code last_failure}) and stored. */
public enum FailureCause {
    SHOPIFY_UNREACHABLE,
    SHOPIFY_TIMEOUT,
    SHOPIFY_ERROR,
    SHOPIFY_THROTTLED,
    ANSWER_NOT_UNDERSTOOD,
    APP_CREDENTIALS_REJECTED,
    REFRESH_TOKEN_REFUSED,
    SHOP_SUSPENDED,
    SHOP_NOT_FOUND,
    MIGRATION_REFUSED,
    KEYS_UNAVAILABLE,
    /** By an operator: nothing was tried, so that this is never stored. */
    RENEWALS_PAUSED;

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static FailureCause ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}

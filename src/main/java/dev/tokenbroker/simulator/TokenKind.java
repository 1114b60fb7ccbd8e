package dev.tokenbroker.simulator;

/** How an access token came to be, which decides whether it can be migrated and when the Admin API stops taking it. */
enum TokenKind {
    OFFLINE_EXPIRING("shpat_sim"),
    OFFLINE_NON_EXPIRING("shpat_sim"),
    ONLINE("shpua_sim"),
    DELEGATE("shpat_sim"),
    STATIC("shpca_sim"),
    CLIENT_CREDENTIALS("shpat_sim"),
    APP_ONLY("shpat_sim");

    private final String prefix;

    TokenKind(String prefix) {
        this.prefix = prefix;
    }

    String mint() {
        return Mint.token(prefix);
    }
}

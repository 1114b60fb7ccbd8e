package dev.tokenbroker.vaultsim;

/** What is mounted somewhere. */
interface Backend {
    /** @param request whose path begins below the mount */
    VaultAnswer handle(VaultRequest request);
}

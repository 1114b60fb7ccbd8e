package dev.tokenbroker.installation;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/**
 * Installs that a browser began and that live ten minutes, by their state's SHA-256. Every method fails with {@link
 * StoreUnavailableException} alone.
 */
public interface AuthorizationStates {
    /**
     * Who comes back with which state.
     *
     * @param state its SHA-256
     * @param browser SHA-256 of the cookie
     */
    record Return(byte[] state, byte[] browser, InstallationKey key) {}

    /**
     * An install under way.
     *
     * @param outcome what came of it, once that is known
     */
    record Begun(byte[] browser, InstallationKey key, Optional<String> outcome) {}

    Uni<Void> begin(Return expected);

    /** True for one {@code attempt} alone, whatever the number of replicas, until it lets go; false where anything differs. */
    Uni<Boolean> take(Return returned, UUID attempt);

    /** Nothing was spent: the next callback may take it. */
    Uni<Void> letGo(byte[] state, UUID attempt);

    Uni<Void> settle(byte[] state, UUID attempt, String outcome);

    /** Unless it ended, or never was. */
    Uni<Optional<Begun>> find(byte[] state);
}

package dev.tokenbroker.simulator;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** An app as Shopify's dashboard knows it. Every setting takes effect with the next call. */
public final class SimulatedApp {
    private static final Instant NON_EXPIRING_ENDS = Instant.parse("2027-01-01T00:00:00Z");

    private final String clientId;
    private final List<AppSecret> secrets = new CopyOnWriteArrayList<>();
    private volatile Duration accessTokenLife = Duration.ofSeconds(3600);
    private volatile Duration refreshTokenLife = Duration.ofSeconds(7_776_000);
    private volatile int wrongSecretStatus = 403;
    private volatile boolean sameOrganisation;
    private volatile Instant nonExpiringRefusedFrom = NON_EXPIRING_ENDS;
    private volatile Instant migrationEnds = NON_EXPIRING_ENDS;
    private volatile Set<String> allowedAddresses = Set.of();
    private volatile Set<String> redirectUris = Set.of();
    private volatile boolean newestSecretSignsRedirects;
    private final ClientAssertions assertions = new ClientAssertions();

    SimulatedApp(String clientId) {
        this.clientId = clientId;
    }

    public String clientId() {
        return clientId;
    }

    /** One more client secret; it works beside the others until it is revoked. */
    public SimulatedApp addSecret(String secret) {
        if (secrets.stream().noneMatch(known -> known.value().equals(secret))) {
            secrets.add(new AppSecret(secret));
        }
        return this;
    }

    /** Kills at once every token that was minted with this secret. */
    public SimulatedApp revokeSecret(String secret) {
        secrets.stream().filter(known -> known.value().equals(secret)).forEach(AppSecret::revoke);
        return this;
    }

    /** Of tokens minted from now on. Shopify's own: 3600 seconds. */
    public SimulatedApp accessTokenLife(Duration life) {
        accessTokenLife = life;
        return this;
    }

    /** Of tokens minted from now on. Shopify's own: 90 days. */
    public SimulatedApp refreshTokenLife(Duration life) {
        refreshTokenLife = life;
        return this;
    }

    /** @param status 403, 401 or 400: sources disagree about Shopify's */
    public SimulatedApp wrongSecretStatus(int status) {
        wrongSecretStatus = status;
        return this;
    }

    /** Whether app and shops belong to one organisation, as client credentials demand. */
    public SimulatedApp sameOrganisation(boolean same) {
        sameOrganisation = same;
        return this;
    }

    /** From when the Admin API answers 403 to non-expiring tokens; {@link Instant#MAX} for a custom app. */
    public SimulatedApp nonExpiringRefusedFrom(Instant instant) {
        nonExpiringRefusedFrom = instant;
        return this;
    }

    /** From when non-expiring tokens cannot be migrated any more. */
    public SimulatedApp migrationEnds(Instant instant) {
        migrationEnds = instant;
        return this;
    }

    /** Source addresses from which the Admin API may be called; none given means any. */
    public SimulatedApp allowOnlyFrom(String... addresses) {
        allowedAddresses = Set.of(addresses);
        return this;
    }

    /** The redirect URLs the authorize page takes, to the letter. */
    public SimulatedApp redirectUris(String... uris) {
        redirectUris = Set.of(uris);
        return this;
    }

    /** Which of two secrets signs redirects to the app; Shopify does not say, and the oldest is the default here. */
    public SimulatedApp newestSecretSignsRedirects(boolean newest) {
        newestSecretSignsRedirects = newest;
        return this;
    }

    /** Registers an RSA key, and with it switches application-only tokens on. */
    public SimulatedApp assertionKey(String keyId, PublicKey key) {
        assertions.register(keyId, key);
        return this;
    }

    Optional<AppSecret> authenticate(String presented) {
        return secrets.stream().filter(secret -> secret.matches(presented)).findFirst();
    }

    List<AppSecret> activeSecrets() {
        return secrets.stream().filter(secret -> !secret.isRevoked()).toList();
    }

    /** Shopify keeps signing webhooks with this one while a newer one exists. */
    AppSecret oldestSecret() {
        return activeSecrets().get(0);
    }

    AppSecret newestSecret() {
        List<AppSecret> active = activeSecrets();
        return active.get(active.size() - 1);
    }

    OAuthError wrongSecret() {
        return new OAuthError(wrongSecretStatus, "invalid_client", "The client credentials are not valid");
    }

    AppSecret redirectSecret() {
        return newestSecretSignsRedirects ? newestSecret() : oldestSecret();
    }

    ClientAssertions assertions() {
        return assertions;
    }

    boolean redirectsTo(String uri) {
        return redirectUris.contains(uri);
    }

    Duration accessTokenLife() {
        return accessTokenLife;
    }

    Duration refreshTokenLife() {
        return refreshTokenLife;
    }

    boolean isSameOrganisation() {
        return sameOrganisation;
    }

    boolean refusesNonExpiring(Instant now) {
        return !now.isBefore(nonExpiringRefusedFrom);
    }

    boolean migrates(Instant now) {
        return now.isBefore(migrationEnds);
    }

    boolean allows(String address) {
        return allowedAddresses.isEmpty() || allowedAddresses.contains(address);
    }

    @Override
    public String toString() {
        return "SimulatedApp[" + clientId + "]";
    }
}

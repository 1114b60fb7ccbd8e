package dev.tokenbroker.simulator;

import dev.tokenbroker.shop.ShopDomain;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A shop: what is installed there, whether it answers, and what goes wrong with its calls. Safe to use from any thread. */
public final class SimulatedShop {
    private final ShopifyState state;
    private volatile String domain;
    private final long id;
    private final FaultScript faults = new FaultScript();
    private final FaultScript apiFaults = new FaultScript();
    private final Map<String, Installation> installations = new HashMap<>();
    private final Map<String, IssuedCode> codes = new HashMap<>();
    private ShopStatus status = ShopStatus.ACTIVE;
    private ShopStatus tokenEndpointStatus;
    private GraceMode graceMode;
    private boolean accessTokenUseRetires;
    private boolean merchantConsents = true;
    private volatile boolean merchantIsAsked;

    SimulatedShop(ShopifyState state, String domain, long id) {
        this.state = state;
        this.domain = domain;
        this.id = id;
    }

    public String domain() {
        return domain;
    }

    /** Permanent, whatever becomes of the domain. */
    public long id() {
        return id;
    }

    /** What goes wrong with the next calls of this shop's token endpoint. */
    public FaultScript faults() {
        return faults;
    }

    /** What goes wrong with the next calls of this shop's Admin API. */
    public FaultScript apiFaults() {
        return apiFaults;
    }

    public SimulatedShop status(ShopStatus newStatus) {
        state.locked(() -> {
            status = newStatus;
        });
        return this;
    }

    /** Overrides the status at the token endpoint alone, where Shopify's behaviour is not documented. */
    public SimulatedShop tokenEndpointStatus(ShopStatus override) {
        state.locked(() -> {
            tokenEndpointStatus = override;
        });
        return this;
    }

    /** Overrides the simulator's grace mode for this shop. */
    public SimulatedShop graceMode(GraceMode mode) {
        state.locked(() -> {
            graceMode = mode;
        });
        return this;
    }

    /** Whether use of a new access token, too, retires the refresh token that its pair replaced. */
    public SimulatedShop accessTokenUseRetires(boolean retires) {
        state.locked(() -> {
            accessTokenUseRetires = retires;
        });
        return this;
    }

    /** @param scopes separated by commas; installing again changes them */
    public SimulatedShop install(SimulatedApp app, String scopes) {
        state.locked(() -> installationOf(app).install(scopes));
        return this;
    }

    /** All tokens of the app on this shop die at once; the webhook that tells of it goes to the outbox. */
    public void uninstall(SimulatedApp app) {
        state.locked(() -> {
            installationOf(app).uninstall();
            if (!app.activeSecrets().isEmpty()) {
                state.outbox().add(webhooks(app).appUninstalled());
            }
        });
    }

    /** With the scopes it had; tokens must be acquired anew. */
    public void reinstall(SimulatedApp app) {
        state.locked(() -> installationOf(app).install(installationOf(app).scopes()));
    }

    public boolean isInstalled(SimulatedApp app) {
        return state.locked(() -> installationOf(app).isInstalled());
    }

    /** Grants an expiring pair as if the app had acquired it, retiring the one before. */
    public IssuedPair issueExpiring(SimulatedApp app) {
        return state.locked(() -> {
            IssuedRefreshToken pair = installed(app).acquireExpiring(app.newestSecret(), state.now());
            return new IssuedPair(pair.accessToken().value(), pair.value());
        });
    }

    /** A non-expiring offline token, as apps got them before expiring ones existed. */
    public String issueLegacy(SimulatedApp app) {
        return state.locked(
                () -> installed(app).acquireNonExpiring(app.newestSecret()).value());
    }

    /** The token of an app made in the shop's own admin: it neither expires nor can be migrated. */
    public String issueStatic(SimulatedApp app) {
        return mint(app, TokenKind.STATIC);
    }

    /** A delegate of an offline token; not to be migrated either. */
    public String issueDelegate(SimulatedApp app) {
        return mint(app, TokenKind.DELEGATE);
    }

    /** An authorization code, as the merchant's consent makes one; its exchange installs the app. */
    public String issueCode(SimulatedApp app, String scopes) {
        return issue(new IssuedCode(app, scopes, false, state.now()));
    }

    /** An ID token as App Bridge would hand it to the app's page; to be changed at will before it is signed. */
    public IdToken idToken(SimulatedApp app) {
        return IdToken.of(domain, app, state.now());
    }

    /** Whether the Admin API of an active shop would take this access token now. */
    public boolean isAccepted(String accessToken) {
        return state.locked(() -> holderOf(accessToken)
                .filter(holder -> holder.accepts(accessToken, state.now()))
                .isPresent());
    }

    /**
     * Whether a refresh with this token would succeed now, were the shop active and nothing to go wrong. A grant is lost
     * when this is false of every refresh token that the broker holds.
     */
    public boolean isAcceptable(String refreshToken) {
        return state.locked(() -> installations.values().stream()
                .map(installation -> installation.refreshToken(refreshToken))
                .anyMatch(token -> token != null && token.isAcceptable(graceMode(), state.now())));
    }

    private String mint(SimulatedApp app, TokenKind kind) {
        return state.locked(
                () -> installed(app).mint(kind, app.newestSecret(), Instant.MAX).value());
    }

    private Installation installed(SimulatedApp app) {
        Installation installation = installationOf(app);
        if (!installation.isInstalled()) {
            throw new IllegalStateException(app + " is not installed on " + domain);
        }
        return installation;
    }

    /** What the merchant answers when the authorize page asks. */
    public SimulatedShop merchantConsents(boolean consents) {
        state.locked(() -> {
            merchantConsents = consents;
        });
        return this;
    }

    /** Whether the authorize page shows a question to whoever sits before the browser. */
    public SimulatedShop merchantIsAsked(boolean asked) {
        merchantIsAsked = asked;
        return this;
    }

    /** Webhooks of the app on this shop, triggered now. */
    public ShopWebhooks webhooks(SimulatedApp app) {
        return new ShopWebhooks(this, app, state.now());
    }

    /** The address with which Shopify opens the app from the shop's admin: signed, and with a timestamp. */
    public URI launchUrl(SimulatedApp app, URI appUrl) {
        return SignedQuery.of(this, state.now())
                .appendedTo(appUrl, app.redirectSecret().value());
    }

    /** The address to which Shopify sends the merchant's browser after consent, with a fresh code. */
    public URI callbackUrl(SimulatedApp app, URI redirectUri, String nonce, String scopes) {
        return callbackUrl(app, redirectUri, nonce, scopes, false);
    }

    URI callbackUrl(SimulatedApp app, URI redirectUri, String nonce, String scopes, boolean online) {
        return SignedQuery.of(this, state.now())
                .with("code", issue(new IssuedCode(app, scopes, online, state.now())))
                .with("state", nonce)
                .appendedTo(redirectUri, app.redirectSecret().value());
    }

    /**
     * Gives the shop another domain; id and tokens stay. The old one is free for {@link ShopifySimulator#shop} to give to
     * somebody else.
     *
     * @param oldOneRedirects whether the old domain answers 301 until then, or 404
     */
    public SimulatedShop rename(String newDomain, boolean oldOneRedirects) {
        state.rename(this, new ShopDomain(newDomain).value(), oldOneRedirects);
        domain = newDomain;
        return this;
    }

    URI denialUrl(SimulatedApp app, URI redirectUri, String nonce) {
        return SignedQuery.of(this, state.now())
                .with("error", "access_denied")
                .with("state", nonce)
                .appendedTo(redirectUri, app.redirectSecret().value());
    }

    boolean merchantIsAsked() {
        return merchantIsAsked;
    }

    boolean merchantConsents() {
        return state.locked(() -> merchantConsents);
    }

    private String issue(IssuedCode code) {
        state.locked(() -> codes.put(code.value(), code));
        return code.value();
    }

    IssuedCode findCode(String value) {
        return codes.get(value);
    }

    GraceMode graceMode() {
        return graceMode == null ? state.graceMode() : graceMode;
    }

    boolean accessTokenUseRetires() {
        return accessTokenUseRetires;
    }

    ShopStatus status() {
        return state.locked(() -> status);
    }

    ShopStatus tokenEndpointStatus() {
        return state.locked(() -> tokenEndpointStatus == null ? status : tokenEndpointStatus);
    }

    Installation installationOf(SimulatedApp app) {
        return installations.computeIfAbsent(app.clientId(), clientId -> new Installation(app));
    }

    Optional<Installation> holderOf(String accessToken) {
        return installations.values().stream()
                .filter(installation -> installation.accessToken(accessToken) != null)
                .findFirst();
    }
}

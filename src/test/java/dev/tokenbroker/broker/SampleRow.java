package dev.tokenbroker.broker;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.Confirmation;
import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.installation.Failing;
import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.HeldToken;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.token.AccessToken;
import dev.tokenbroker.token.DataKey;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.Ticker;
import dev.tokenbroker.token.TokenCipher;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An installation's row as a test wants it; what it does not say is an active, expiring grant that nothing is wrong with. */
final class SampleRow {
    static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");
    static final Instant EARLIER = Instant.parse("2026-11-22T14:00:00Z");
    static final InstallationKey KEY =
            new InstallationKey(new AppName("default"), new ShopDomain("acme.myshopify.com"));
    static final AccessToken TOKEN = new AccessToken(SecretString.of("shpat_sim_current"));

    private InstallationState state = InstallationState.ACTIVE;
    private Optional<String> reason = Optional.empty();
    private GrantKind grant = GrantKind.EXPIRING;
    private Optional<HeldToken> token = Optional.empty();
    private Duration renewableIn = Duration.ZERO;
    private Duration leasedFor = Duration.ZERO;
    private Optional<Failing> failing = Optional.empty();
    private boolean sealBroken;
    private UUID id = UUID.randomUUID();
    private DataKeyRef dataKey = new DataKeyRef(UUID.randomUUID(), new byte[0]);

    static SampleRow withToken(Duration left) {
        return withToken(left, Duration.ofHours(1));
    }

    static SampleRow withToken(Duration left, Duration granted) {
        SampleRow row = new SampleRow();
        row.token = Optional.of(new HeldToken(
                UUID.randomUUID(),
                new byte[0],
                Optional.of(new HeldToken.Expiry(
                        NOW.plus(left),
                        left,
                        granted,
                        NOW.plus(left).minus(granted.dividedBy(2)),
                        left.minus(granted.dividedBy(2))))));
        return row;
    }

    static SampleRow permanent(GrantKind grant) {
        SampleRow row = new SampleRow().grant(grant);
        row.token = Optional.of(new HeldToken(UUID.randomUUID(), new byte[0], Optional.empty()));
        return row;
    }

    static SampleRow withoutToken(GrantKind grant) {
        return new SampleRow().grant(grant);
    }

    SampleRow state(InstallationState newState) {
        state = newState;
        return this;
    }

    SampleRow reason(String newReason) {
        reason = Optional.of(newReason);
        return this;
    }

    SampleRow grant(GrantKind newGrant) {
        grant = newGrant;
        return this;
    }

    SampleRow renewableIn(Duration wait) {
        renewableIn = wait;
        return this;
    }

    SampleRow leasedFor(Duration left) {
        leasedFor = left;
        return this;
    }

    SampleRow failing(FailureCause cause, Duration lasting) {
        failing = Optional.of(new Failing(EARLIER, lasting, cause));
        return this;
    }

    SampleRow id(UUID ofAnother) {
        id = ofAnother;
        return this;
    }

    SampleRow dataKey(UUID id, byte[] wrapped) {
        dataKey = new DataKeyRef(id, wrapped);
        return this;
    }

    /** Its token as bytes that open under {@code key}. */
    SampleRow sealed(TokenCipher cipher, DataKey key) {
        KeyContext context = KeyContext.ofInstallation(KEY.app(), id);
        token = token.map(held -> new HeldToken(
                held.pairId(),
                cipher.seal(TOKEN.value(), key, context, TokenCipher.Kind.ACCESS_TOKEN, held.pairId()),
                held.expiry()));
        return this;
    }

    SampleRow sealBroken() {
        sealBroken = true;
        return this;
    }

    Installation row() {
        return row(0);
    }

    private Installation row(long askedAt) {
        return new Installation(
                id,
                KEY,
                Optional.empty(),
                state,
                EARLIER,
                reason,
                grant,
                Scopes.parse("read_products"),
                17,
                dataKey,
                token,
                Optional.empty(),
                renewableIn,
                leasedFor,
                failing,
                Confirmation.NONE,
                Optional.empty(),
                Optional.empty(),
                EARLIER,
                EARLIER,
                askedAt);
    }

    Holding held(Ticker ticker) {
        return Holding.of(row(ticker.nanos()), sealBroken ? Optional.empty() : token.map(any -> TOKEN));
    }
}

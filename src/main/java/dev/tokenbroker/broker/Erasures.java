package dev.tokenbroker.broker;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.token.AccessToken;
import dev.tokenbroker.token.AppUninstall;
import dev.tokenbroker.token.AppUninstall.UninstallAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Erases tokens and data key for good, here at once and on every replica within a second. */
@Singleton
public final class Erasures {
    private static final Logger LOG = Logger.getLogger(Erasures.class);

    private final InstallationStore store;
    private final Holdings holdings;
    private final AskedShopify shopify;
    private final TokenBroker broker;
    private final AppUninstall uninstalling;

    Erasures(
            InstallationStore store,
            Holdings holdings,
            AskedShopify shopify,
            TokenBroker broker,
            AppUninstall uninstalling) {
        this.store = store;
        this.holdings = holdings;
        this.shopify = shopify;
        this.broker = broker;
        this.uninstalling = uninstalling;
    }

    /** What became of an erasure. */
    public enum Erasure {
        ERASED,
        UNKNOWN_SHOP,
        /** Shopify could not be asked to uninstall the app, or did not do it: nothing was erased. */
        STILL_INSTALLED
    }

    /** Fails where the database is away. */
    public Uni<Erasure> erase(InstallationKey key, Actor actor) {
        return store.erase(key, actor)
                .invoke(() -> holdings.forget(key))
                .map(erased -> erased ? Erasure.ERASED : Erasure.UNKNOWN_SHOP);
    }

    /** Takes the app off the shop first. With the tokens erased that could not be done any more. */
    public Uni<Erasure> uninstall(InstallationKey key, Actor actor) {
        return store.find(key)
                .flatMap(row -> row.map(known -> uninstall(known, actor)).orElseGet(() -> erase(key, actor)));
    }

    private Uni<Erasure> uninstall(Installation row, Actor actor) {
        return token(row, actor)
                .flatMap(token -> token.map(
                                living -> uninstalling.uninstall(row.key().shop(), living))
                        .orElseGet(() -> Uni.createFrom().item(UninstallAnswer.UNCLEAR)))
                .invoke(answer -> LOG.infof(
                        "app %s was asked to leave %s: %s",
                        row.key().app(), row.key().shop(), answer))
                .flatMap(answer -> answer == UninstallAnswer.UNCLEAR
                        ? Uni.createFrom().item(Erasure.STILL_INSTALLED)
                        : erase(row.key(), actor));
    }

    /** One that lives, be it by a renewal. */
    private Uni<Optional<AccessToken>> token(Installation row, Actor actor) {
        return shopify.livingToken(row).flatMap(living -> {
            boolean renewable = row.grant().renewable() && row.state() == InstallationState.ACTIVE;
            return living.isPresent() || !renewable
                    ? Uni.createFrom().item(living)
                    : holdings.load(row.key())
                            .flatMap(seen -> seen.present()
                                    .map(known -> renewed(known, actor))
                                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
        });
    }

    private Uni<Optional<AccessToken>> renewed(Holding holding, Actor actor) {
        return broker.renew(holding, Duration.ZERO, new Trigger(Trigger.Kind.READER, actor))
                .map(outcome -> outcome.filter(TokenOutcome.Issued.class::isInstance)
                        .map(TokenOutcome.Issued.class::cast)
                        .map(TokenOutcome.Issued::token));
    }
}

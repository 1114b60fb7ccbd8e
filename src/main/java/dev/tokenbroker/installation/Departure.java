package dev.tokenbroker.installation;

import dev.tokenbroker.shop.ShopId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** A reported uninstallation that this replica alone may decide until its lease ends. Every write names fence and attempt. */
public interface Departure {
    Installation installation();

    /** Whether Shopify refused all refresh tokens since the latest pair came. */
    boolean renewalRefused();

    /** Whether there is a refresh token newer than the current one, which Shopify was not shown yet. */
    boolean untried();

    /** Erases tokens and data key; that it was uninstalled stays visible. False where overtaken. */
    Uni<Boolean> confirm();

    /**
     * Shopify still accepts the app: serving goes on.
     *
     * @param shopId whose shop it is, as Shopify said
     */
    Uni<Void> refute(Optional<ShopId> shopId);

    /** To be asked again after a while. */
    Uni<Void> leaveOpen(boolean renewMeanwhile);
}

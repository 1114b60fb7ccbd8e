package dev.tokenbroker.caller;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.shop.ShopDomain;
import java.util.List;
import java.util.Set;

/**
 * An internal service and what it may have.
 *
 * @param name the operator's name of it: the {@code <name>} of {@code broker.callers.<name>}
 * @param subject the {@code sub} of its JWT
 * @param shops none means no shop at all
 * @param apps every app of the configuration where the caller's own leaves them out
 */
public record Caller(
        String name,
        String subject,
        Set<Permission> permissions,
        List<ShopRule> shops,
        Set<AppName> apps,
        Budgets budgets) {
    public Caller {
        permissions = Set.copyOf(permissions);
        shops = List.copyOf(shops);
        apps = Set.copyOf(apps);
    }

    /** For listings, whose rows are chosen where they are. */
    public Reach reach() {
        return new Reach(shops, apps);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    public boolean mayHave(ShopDomain shop) {
        for (ShopRule rule : shops) {
            if (rule.covers(shop)) {
                return true;
            }
        }
        return false;
    }

    public boolean mayUse(AppName app) {
        return apps.contains(app);
    }
}

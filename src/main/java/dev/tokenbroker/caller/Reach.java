package dev.tokenbroker.caller;

import dev.tokenbroker.app.AppName;
import java.util.List;
import java.util.Set;

/** How far a caller's listings go: these shops, in these apps, and nothing else. */
public record Reach(List<ShopRule> shops, Set<AppName> apps) {
    public Reach {
        shops = List.copyOf(shops);
        apps = Set.copyOf(apps);
    }
}

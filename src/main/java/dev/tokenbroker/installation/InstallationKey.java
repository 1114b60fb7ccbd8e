package dev.tokenbroker.installation;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.shop.ShopDomain;

/** How the world names an installation. */
public record InstallationKey(AppName app, ShopDomain shop) {}

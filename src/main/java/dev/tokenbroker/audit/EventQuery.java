package dev.tokenbroker.audit;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.caller.Reach;
import dev.tokenbroker.shop.ShopDomain;
import java.util.Optional;

/**
 * Which events to list, newest first.
 *
 * @param within what the caller may see at all; nothing where that is the whole record
 * @param before only events with a smaller id
 */
public record EventQuery(
        Optional<Reach> within,
        Optional<AppName> app,
        Optional<ShopDomain> shop,
        Optional<String> type,
        Optional<String> fingerprint,
        Optional<Long> before,
        int limit) {}

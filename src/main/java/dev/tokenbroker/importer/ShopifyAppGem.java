package dev.tokenbroker.importer;

import dev.tokenbroker.shop.ShopDomain;
import java.util.List;
import java.util.Optional;

/** The {@code shops} table of the Ruby gem {@code shopify_app}. */
final class ShopifyAppGem implements ExportedTable {
    private static final RowReader.Names NAMES = new RowReader.Names(
            "shopify_token", "refresh_token", "expires_at", "refresh_token_expires_at", "access_scopes");

    private final RowReader rows;

    ShopifyAppGem(Optional<String> usualScope) {
        this.rows = new RowReader(NAMES, usualScope);
    }

    @Override
    public List<String> columns() {
        return List.of("shopify_domain", "shopify_token");
    }

    @Override
    public Exported read(Fields row) {
        return rows.read(row.text("shopify_domain").flatMap(ShopDomain::parse), row);
    }
}

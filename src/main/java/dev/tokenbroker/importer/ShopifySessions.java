package dev.tokenbroker.importer;

import dev.tokenbroker.shop.ShopDomain;
import java.util.List;
import java.util.Optional;

/** Session tables of Shopify's JavaScript packages: Prisma's {@code Session}, the others' {@code shopify_sessions}. */
final class ShopifySessions implements ExportedTable {
    private static final RowReader.Names NAMES =
            new RowReader.Names("accessToken", "refreshToken", "expires", "refreshTokenExpires", "scope");

    private final RowReader rows;

    ShopifySessions(Optional<String> usualScope) {
        this.rows = new RowReader(NAMES, usualScope);
    }

    @Override
    public List<String> columns() {
        return List.of("id", "shop", "isOnline", "accessToken");
    }

    /** One session of a shop is offline, and its id says so; the others belong to a user's browser. */
    @Override
    public Exported read(Fields row) {
        Optional<ShopDomain> shop = row.text("shop").flatMap(ShopDomain::parse);
        if (row.isTrue("isOnline")) {
            return new Exported.Skipped("online session");
        }
        return shop.isPresent() && !row.text("id").equals(row.text("shop").map("offline_"::concat))
                ? new Exported.Skipped("session that is not the shop's own")
                : rows.read(shop, row);
    }
}

package dev.tokenbroker.caller;

import dev.tokenbroker.shop.ShopDomain;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** One element of a caller's {@code shops}: {@code *}, a shop's domain, or a {@code prefix-*} glob over shops' names. */
public sealed interface ShopRule {
    boolean covers(ShopDomain shop);

    /** The rule, or nothing where the text is none of the three forms in full. */
    static Optional<ShopRule> parse(String text) {
        if (text.equals("*")) {
            return Optional.of(new EveryShop());
        }
        if (Prefix.GLOB.matcher(text).matches()) {
            return Optional.of(new Prefix(text.substring(0, text.length() - 1).toLowerCase(Locale.ROOT)));
        }
        return ShopDomain.parse(text).map(OneShop::new);
    }

    /** {@code *} */
    record EveryShop() implements ShopRule {
        @Override
        public boolean covers(ShopDomain shop) {
            return true;
        }
    }

    /** {@code acme.myshopify.com} */
    record OneShop(ShopDomain domain) implements ShopRule {
        @Override
        public boolean covers(ShopDomain shop) {
            return domain.equals(shop);
        }
    }

    /** {@code acme-*}: the dash belongs to the prefix, so that {@code acme-*} does not cover {@code acmeland}. */
    record Prefix(String prefix) implements ShopRule {
        private static final Pattern GLOB =
                Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,60})?-\\*", Pattern.CASE_INSENSITIVE);

        @Override
        public boolean covers(ShopDomain shop) {
            return shop.value().startsWith(prefix);
        }
    }
}

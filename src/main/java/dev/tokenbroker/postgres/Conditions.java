package dev.tokenbroker.postgres;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.caller.Reach;
import dev.tokenbroker.caller.ShopRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;

/** Joins the conditions of a listing that are there, and binds their values. */
final class Conditions {
    private final StringBuilder text;
    private final Map<String, Object> values = new HashMap<>();

    Conditions(String first) {
        text = new StringBuilder(first);
    }

    Conditions within(Optional<Reach> reach, String row) {
        return reach.map(limits -> within(limits, row)).orElse(this);
    }

    /** Only what the caller may see. */
    Conditions within(Reach reach, String row) {
        List<String> shops = new ArrayList<>();
        for (ShopRule rule : reach.shops()) {
            String name = "shop" + shops.size();
            shops.add(row + ".domain like :" + name);
            values.put(name, pattern(rule));
        }
        text.append(shops.isEmpty() ? " and 1 = 0" : " and (" + String.join(" or ", shops) + ")");
        text.append(" and ").append(row).append(".app in :apps");
        values.put("apps", reach.apps().stream().map(AppName::value).toList());
        return this;
    }

    /** A shop's domain has no character that {@code like} would read otherwise. */
    private static String pattern(ShopRule rule) {
        if (rule instanceof ShopRule.OneShop one) {
            return one.domain().value();
        }
        return rule instanceof ShopRule.Prefix prefix ? prefix.prefix() + "%" : "%";
    }

    Conditions and(String condition, String name, Optional<?> value) {
        value.ifPresent(bound -> text.append(" and ").append(condition));
        return binding(name, value);
    }

    Conditions binding(String name, Optional<?> value) {
        value.ifPresent(bound -> values.put(name, bound));
        return this;
    }

    <T> SelectionQuery<T> bind(SelectionQuery<T> query) {
        values.forEach(query::setParameter);
        return query;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

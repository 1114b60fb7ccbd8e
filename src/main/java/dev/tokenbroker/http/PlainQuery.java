package dev.tokenbroker.http;

import java.util.Optional;

/** {@code min_ttl} and {@code app}, each once or not at all, in any order. */
record PlainQuery(Optional<String> app, int minTtl) {
    private static final String APP = "app=";
    private static final String MIN_TTL = "min_ttl=";
    private static final PlainQuery EMPTY = new PlainQuery(Optional.empty(), 60);

    /** Nothing where the query is anything else, or may be a mistake. */
    static Optional<PlainQuery> of(String query) {
        if (query == null) {
            return Optional.of(EMPTY);
        }
        String app = null;
        String minTtl = null;
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith(MIN_TTL) && minTtl == null) {
                minTtl = parameter.substring(MIN_TTL.length());
            } else if (parameter.startsWith(APP) && app == null) {
                app = parameter.substring(APP.length());
            } else {
                return Optional.empty();
            }
        }
        return isPlain(app, minTtl)
                ? Optional.of(new PlainQuery(
                        Optional.ofNullable(app), minTtl == null ? EMPTY.minTtl : Integer.parseInt(minTtl)))
                : Optional.empty();
    }

    private static boolean isPlain(String app, String minTtl) {
        return (app == null || !app.isEmpty() && app.chars().allMatch(PlainQuery::isOfAName))
                && (minTtl == null || minTtl.matches("[0-9]{1,3}|[12][0-9]{3}|3000"));
    }

    private static boolean isOfAName(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
    }
}

package dev.tokenbroker.importer;

import dev.tokenbroker.importer.Exported.Expiring;
import dev.tokenbroker.importer.Exported.Legacy;
import dev.tokenbroker.importer.Exported.Refused;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.ShopDomain;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes tokens of a row. Whether there is a refresh token decides which kind of grant it is.
 *
 * @param usualScope of rows that do not say theirs
 */
record RowReader(Names names, Optional<String> usualScope) {
    /** Shopify's lives: an access token's, and those of the refresh token that was minted with it. */
    private static final Duration ACCESS_TOKEN_LIFE = Duration.ofHours(1);

    private static final Duration REFRESH_TOKEN_LIFE = Duration.ofDays(90);

    /** How a system calls its columns. */
    record Names(String accessToken, String refreshToken, String expires, String refreshTokenExpires, String scope) {}

    /** A value that is there and is not what it should be; the message names the column. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    Exported read(Optional<ShopDomain> shop, Fields row) {
        if (shop.isEmpty()) {
            return new Refused(shop, "names no *.myshopify.com domain");
        }
        try {
            Optional<SecretString> refreshToken = row.text(names.refreshToken()).map(SecretString::of);
            return refreshToken.isPresent()
                    ? expiring(shop.get(), row, refreshToken.get())
                    : permanent(shop.get(), row);
        } catch (Unreadable mistake) {
            return new Refused(shop, mistake.getMessage());
        }
    }

    private Exported expiring(ShopDomain shop, Fields row, SecretString refreshToken) throws Unreadable {
        Optional<Instant> expires = time(row, names.expires());
        Optional<Instant> refreshTokenExpires = time(row, names.refreshTokenExpires())
                .or(() -> expires.map(end -> end.minus(ACCESS_TOKEN_LIFE).plus(REFRESH_TOKEN_LIFE)));
        return new Expiring(
                shop,
                accessToken(row),
                refreshToken,
                expires,
                refreshTokenExpires.orElseThrow(() -> new Unreadable(names.refreshTokenExpires() + " is missing")),
                scope(row));
    }

    /** Taken for one that does not expire, it would be served when it is long dead. */
    private Exported permanent(ShopDomain shop, Fields row) throws Unreadable {
        return row.text(names.expires()).isPresent()
                ? new Refused(Optional.of(shop), "expires and has no refresh token")
                : new Legacy(shop, accessToken(row), scope(row));
    }

    private SecretString accessToken(Fields row) throws Unreadable {
        return row.text(names.accessToken())
                .map(SecretString::of)
                .orElseThrow(() -> new Unreadable(names.accessToken() + " is missing"));
    }

    private String scope(Fields row) throws Unreadable {
        return row.text(names.scope())
                .or(() -> usualScope)
                .orElseThrow(() -> new Unreadable(names.scope() + " is missing: say it with --scope"));
    }

    private static Optional<Instant> time(Fields row, String name) throws Unreadable {
        Optional<String> text = row.text(name);
        Optional<Instant> time = text.flatMap(Times::parse);
        if (text.isPresent() && time.isEmpty()) {
            throw new Unreadable(name + " is no time");
        }
        return time;
    }
}

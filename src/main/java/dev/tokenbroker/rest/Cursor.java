package dev.tokenbroker.rest;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.shop.ShopDomain;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Where a page ended, in a form that callers hand back and do not read. */
final class Cursor {
    private static final int LARGEST_PAGE = 1000;

    private Cursor() {}

    static String of(InstallationKey last) {
        return encode(last.app() + "|" + last.shop());
    }

    static String of(long lastEvent) {
        return encode(Long.toString(lastEvent));
    }

    static Optional<InstallationKey> installation(String cursor) {
        return decode(cursor).map(text -> {
            int bar = text.indexOf('|');
            if (bar < 1) {
                throw unknown();
            }
            return ShopDomain.parse(text.substring(bar + 1))
                    .map(shop -> new InstallationKey(new AppName(text.substring(0, bar)), shop))
                    .orElseThrow(Cursor::unknown);
        });
    }

    static Optional<Long> event(String cursor) {
        return decode(cursor).map(text -> {
            if (!text.matches("[0-9]{1,18}")) {
                throw unknown();
            }
            return Long.valueOf(text);
        });
    }

    /** Pages have 1 to 1000 lines everywhere. */
    static int limit(int asked) {
        if (asked < 1 || asked > LARGEST_PAGE) {
            throw new ProblemException(Problem.invalid("limit", "is a number from 1 to 1000"));
        }
        return asked;
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> decode(String cursor) {
        try {
            return Optional.ofNullable(cursor)
                    .map(text -> new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notOurs) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.invalid("cursor", "is not one that a page came with"));
    }
}

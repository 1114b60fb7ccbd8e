package dev.tokenbroker.http;

import java.util.regex.Pattern;

/**
 * The name of a member or parameter as an answer may repeat it. Names come from outside like values do, and a client with
 * a bug sends a token as a name: what is not plainly a word is not repeated.
 */
final class SafeName {
    private static final Pattern WORD = Pattern.compile("(?!shp)[a-z]+(?:_[a-z]+){0,5}");
    private static final int LONGEST = 40;

    private SafeName() {}

    static String of(String name) {
        return name != null && name.length() <= LONGEST && WORD.matcher(name).matches() ? name : "(not shown)";
    }
}

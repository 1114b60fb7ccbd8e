package dev.tokenbroker.http;

import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.ThreadLocalRandom;

/** {@code X-Request-Id}: finds one request in the logs of everybody that it passed through. It is no secret. */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";

    /** The key in the logging context. */
    static final String LOG_KEY = "request_id";

    private static final int LONGEST = 64;

    private RequestId() {}

    /** The one that was sent if it can do no harm in a log, else a fresh one. */
    public static String from(String sent) {
        return sent != null && isSane(sent) ? sent : fresh();
    }

    /** Of an answer whose frame is there. */
    public static String of(HttpServerResponse answer) {
        return answer.headers().get(HEADER);
    }

    static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return hex(random.nextLong()) + hex(random.nextLong());
    }

    private static String hex(long bits) {
        return Long.toHexString(bits | Long.MIN_VALUE);
    }

    private static boolean isSane(String text) {
        boolean sane = !text.isEmpty() && text.length() <= LONGEST;
        for (int i = 0; sane && i < text.length(); i++) {
            char c = text.charAt(i);
            sane = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '.'
                    || c == '_'
                    || c == '-';
        }
        return sane;
    }
}

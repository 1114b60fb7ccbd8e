package dev.tokenbroker.http;

/** What a question for a token is answered with, on whichever way the answer goes out. */
public sealed interface TokenAnswer {
    /**
     * @param body written as JSON
     * @param tag of the {@code ETag}, in its quotes
     */
    record Token(Object body, String tag) implements TokenAnswer {}

    /** 304: the caller has it already. */
    record NotModified(String tag) implements TokenAnswer {}

    record Refused(Problem problem) implements TokenAnswer {}
}

package dev.tokenbroker.http;

/** One line of a body that is read line by line. */
public sealed interface BodyLine {
    /** Counted from 1, blank lines too. */
    long number();

    /** @param text without its end */
    record Text(long number, String text) implements BodyLine {}

    /** More than a line may have; none of it was kept. */
    record TooLong(long number) implements BodyLine {}

    /** Bytes that are no UTF-8. */
    record Unreadable(long number) implements BodyLine {}
}

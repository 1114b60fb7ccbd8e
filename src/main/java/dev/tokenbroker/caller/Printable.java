package dev.tokenbroker.caller;

/** Text of a configuration as a log line may show it: on one line, and not longer than a line. */
final class Printable {
    private static final int LONGEST = 80;

    private Printable() {}

    static String of(String text) {
        String line = text.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}

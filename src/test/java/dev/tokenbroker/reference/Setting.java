package dev.tokenbroker.reference;

/**
 * One key of the configuration, as the reference shows it.
 *
 * @param key with {@code <name>} where the operator chooses a name
 * @param type in words
 * @param preset what holds where the key is not set; {@code required} where the start is refused then
 * @param meaning Markdown
 */
record Setting(String key, String type, String preset, String meaning) {
    /** Whether it is this key, or one below it. */
    boolean below(String prefix) {
        return key.equals(prefix) || key.startsWith(prefix + ".");
    }

    String row() {
        return "| `" + key + "` | " + type + " | " + preset + " | " + meaning.replace("|", "\\|") + " |\n";
    }
}

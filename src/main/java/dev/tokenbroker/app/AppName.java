package dev.tokenbroker.app;

/** The operator's name of a Shopify app: the {@code <app>} of {@code broker.apps.<app>}. */
public record AppName(String value) implements Comparable<AppName> {
    @Override
    public int compareTo(AppName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package dev.tokenbroker.vaultsim;

import java.util.ArrayList;
import java.util.List;

/** What was asked, in order: {@code POST transit/decrypt/token-broker}. */
public final class VaultCalls {
    private final List<String> calls = new ArrayList<>();

    synchronized void note(String method, String path) {
        calls.add(method + " " + path);
    }

    public synchronized List<String> all() {
        return List.copyOf(calls);
    }

    /** How many have this in their path. */
    public synchronized long to(String part) {
        return calls.stream().filter(call -> call.contains(part)).count();
    }

    public synchronized void clear() {
        calls.clear();
    }
}

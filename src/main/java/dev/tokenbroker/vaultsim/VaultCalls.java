package dev.tokenbroker.vaultsim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** What was asked, in order: {@code POST transit/decrypt/token-broker}, and for which contexts. */
public final class VaultCalls {
    /** A body is not known to be JSON yet. */
    private static final Pattern CONTEXT = Pattern.compile("\"context\":\"([A-Za-z0-9+/]+=*)\"");

    private final List<Call> calls = new ArrayList<>();

    private record Call(String line, List<String> contexts) {
        long within(String context) {
            return contexts.stream().filter(one -> one.startsWith(context)).count();
        }
    }

    synchronized void note(String method, String path, String body) {
        List<String> contexts = CONTEXT.matcher(body)
                .results()
                .map(found -> text(found.group(1)))
                .toList();
        calls.add(new Call(method + " " + path, contexts));
    }

    private static String text(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException another) {
            return base64;
        }
    }

    public synchronized List<String> all() {
        return calls.stream().map(Call::line).toList();
    }

    /** How many have this in their path. */
    public synchronized long to(String part) {
        return calls.stream().filter(call -> call.line().contains(part)).count();
    }

    /** How many have an item whose context begins so. */
    public synchronized long within(String context) {
        return calls.stream().filter(call -> call.within(context) > 0).count();
    }

    /** How many items of all calls have a context that begins so. */
    public synchronized long items(String context) {
        return calls.stream().mapToLong(call -> call.within(context)).sum();
    }

    public synchronized void clear() {
        calls.clear();
    }
}

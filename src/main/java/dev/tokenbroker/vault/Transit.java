package dev.tokenbroker.vault;

import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.json.JsonArray;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import io.github.jopenlibs.vault.response.LogicalResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The paths of the Transit secrets engine under one key. Blocks; a token that is denied is exchanged for another once. */
final class Transit {
    private static final Duration FOR_A_TOKEN = Duration.ofMillis(1_500);

    private final VaultConnection connection;
    private final VaultSession session;
    private final VaultSettings.Transit settings;

    Transit(VaultConnection connection, VaultSession session, VaultSettings.Transit settings) {
        this.connection = connection;
        this.session = session;
        this.settings = settings;
    }

    /** What is done with each item of a batch. */
    enum Operation {
        DECRYPT("ciphertext", "plaintext"),
        ENCRYPT("plaintext", "ciphertext"),
        REWRAP("ciphertext", "ciphertext");

        private final String input;
        private final String output;

        Operation(String input, String output) {
            this.input = input;
            this.output = output;
        }

        String path() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** @param context in Base64, as both stand on the wire */
    record Item(String context, String value) {}

    /** In Base64, and wrapped. */
    record DataKeyAnswer(String plaintext, String ciphertext) {}

    DataKeyAnswer dataKey(String context) throws VaultException, InterruptedException {
        LogicalResponse answer = post("datakey/plaintext", Map.of("context", context));
        if (!Refusals.usable(answer)) {
            throw Refusals.of(answer);
        }
        return new DataKeyAnswer(
                answer.getData().get("plaintext"), answer.getData().get("ciphertext"));
    }

    /** One result for each item, in their order; nothing for one that does not open. */
    List<Optional<String>> batch(Operation operation, List<Item> items) throws VaultException, InterruptedException {
        JsonArray input = new JsonArray();
        items.forEach(item ->
                input.add(new JsonObject().add("context", item.context()).add(operation.input, item.value())));
        LogicalResponse answer;
        try {
            answer = post(operation.path(), Map.of("batch_input", input));
        } catch (VaultException failure) {
            if (Refusals.spoiltByOne(failure)) {
                return halves(operation, items);
            }
            throw failure;
        }
        if (!Refusals.usable(answer)) {
            throw Refusals.of(answer);
        }
        return results(answer, operation, items.size());
    }

    private List<Optional<String>> halves(Operation operation, List<Item> items)
            throws VaultException, InterruptedException {
        if (items.size() == 1) {
            return List.of(Optional.empty());
        }
        int half = items.size() / 2;
        List<Optional<String>> results = new ArrayList<>(batch(operation, items.subList(0, half)));
        results.addAll(batch(operation, items.subList(half, items.size())));
        return results;
    }

    private static List<Optional<String>> results(LogicalResponse answer, Operation operation, int expected) {
        List<Optional<String>> results = new ArrayList<>(expected);
        for (JsonValue result : answer.getDataObject().get("batch_results").asArray()) {
            JsonObject item = result.asObject();
            boolean failed = !item.getString("error", "").isEmpty();
            results.add(failed ? Optional.empty() : Optional.of(item.getString(operation.output, "")));
        }
        if (results.size() != expected) {
            throw Refusals.away("Vault answers a batch with another number of results");
        }
        return results;
    }

    private LogicalResponse post(String path, Map<String, Object> body) throws VaultException, InterruptedException {
        VaultToken token = session.token(FOR_A_TOKEN);
        LogicalResponse answer = write(token, path, body);
        return Refusals.denied(answer) ? write(session.insteadOf(token, FOR_A_TOKEN), path, body) : answer;
    }

    private LogicalResponse write(VaultToken token, String path, Map<String, Object> body) throws VaultException {
        return connection.plain(token.value()).write(settings.mount() + "/" + path + "/" + settings.key(), body);
    }
}

package dev.tokenbroker.importer;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The command as it was typed, the export on its standard input, and what became of it. */
record Typed(int status, String out, String err) {
    static Typed command(String export, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add("-");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = ImportCommand.run(
                arguments,
                new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Typed(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    List<JsonObject> lines() {
        return out.lines().map(JsonObject::new).toList();
    }
}

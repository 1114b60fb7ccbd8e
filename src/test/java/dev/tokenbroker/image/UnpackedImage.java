package dev.tokenbroker.image;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The image's tar as a runtime sees it: its layers, one over the other, and what its configuration says. */
record UnpackedImage(Path root, JsonObject config) {
    static UnpackedImage of(Path tar, Path directory) throws IOException {
        Path layers = Files.createDirectories(directory.resolve("layers"));
        Path root = Files.createDirectories(directory.resolve("root"));
        Shell.run("tar", "-xf", tar.toString(), "-C", layers.toString());
        JsonObject manifest = new JsonArray(Files.readString(layers.resolve("manifest.json"))).getJsonObject(0);
        for (Object layer : manifest.getJsonArray("Layers")) {
            Shell.run(
                    "tar",
                    "--warning=no-unknown-keyword",
                    "-xzpf",
                    layers.resolve((String) layer).toString(),
                    "-C",
                    root.toString());
        }
        String config = Files.readString(layers.resolve(manifest.getString("Config")));
        return new UnpackedImage(root, new JsonObject(config).getJsonObject("config"));
    }

    List<String> entrypoint() {
        return config.getJsonArray("Entrypoint").stream()
                .map(String.class::cast)
                .toList();
    }

    String user() {
        return config.getString("User").split(":")[0];
    }

    String group() {
        return config.getString("User").split(":")[1];
    }

    String workingDirectory() {
        return config.getString("WorkingDir");
    }

    Map<String, String> labels() {
        return config.getJsonObject("Labels").stream()
                .collect(Collectors.toMap(Map.Entry::getKey, label -> (String) label.getValue()));
    }
}

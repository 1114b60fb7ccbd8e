package dev.tokenbroker.upgrade;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged application of an earlier version: one that is there, or one that is built from this repository's history. */
public final class PreviousBuild {
    private static final Path DIRECTORY = Path.of("target", "previous");
    private static final String JAR = "quarkus-run.jar";

    private PreviousBuild() {}

    /**
     * @param named a {@code quarkus-app} directory, a tag or a commit; empty for the latest tag
     * @return its {@code quarkus-run.jar}
     */
    public static Path find(String named) throws IOException, InterruptedException {
        if (!named.isEmpty() && Files.isRegularFile(Path.of(named, JAR))) {
            return Path.of(named, JAR).toAbsolutePath();
        }
        String revision = named.isEmpty() ? latestTag() : named;
        String commit = output("git", "rev-parse", "--verify", revision + "^{commit}");
        Path source = DIRECTORY.resolve(commit);
        Path jar = source.resolve("target/quarkus-app").resolve(JAR);
        if (!Files.isRegularFile(jar)) {
            System.out.println("building " + revision + " in " + source);
            Files.createDirectories(source);
            Path archive = DIRECTORY.resolve(commit + ".tar").toAbsolutePath();
            output("git", "archive", "--output=" + archive, commit);
            run(source, List.of("tar", "-xf", archive.toString()));
            run(source, build());
        }
        return jar.toAbsolutePath();
    }

    private static String latestTag() throws IOException, InterruptedException {
        try {
            return output("git", "describe", "--tags", "--abbrev=0");
        } catch (IllegalStateException none) {
            throw new IllegalStateException(
                    "there is no tag to upgrade from; -Dupgrade.previous=<tag, commit, or quarkus-app directory> names one",
                    none);
        }
    }

    private static List<String> build() {
        List<String> command = new ArrayList<>(List.of("./mvnw", "--batch-mode", "--quiet"));
        if (Boolean.getBoolean("upgrade.offline")) {
            command.add("--offline");
        }
        command.addAll(List.of("-DskipTests", "package"));
        return command;
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        succeeded(process, command[0]);
        return said;
    }

    private static void run(Path directory, List<String> command) throws IOException, InterruptedException {
        succeeded(
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .inheritIO()
                        .start(),
                String.join(" ", command));
    }

    private static void succeeded(Process process, String what) throws InterruptedException {
        if (process.waitFor() != 0) {
            throw new IllegalStateException(what + " failed");
        }
    }
}

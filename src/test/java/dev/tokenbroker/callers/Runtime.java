package dev.tokenbroker.callers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** What a snippet of {@code docs/callers.md} runs on, and how it is tried there with its driver. */
enum Runtime {
    JAVA(
            "ShopifyTokens.java",
            "Driver.java",
            List.of(javaOfThisTest(), "-version"),
            List.of(javaOfThisTest(), "-cp", ".", "Driver")) {
        @Override
        void prepare(Path directory) {
            int status = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            "--release",
                            "17",
                            "-Xlint:all",
                            "-Werror",
                            "-d",
                            directory.toString(),
                            directory.resolve(snippet()).toString(),
                            directory.resolve(driver()).toString());
            if (status != 0) {
                throw new AssertionError("the snippet does not compile");
            }
        }
    },
    NODE(
            "shopify-tokens.mjs",
            "driver.mjs",
            List.of("node", "-e", "process.exit(typeof fetch === 'function' ? 0 : 1)"),
            List.of("node", "driver.mjs")),
    PYTHON(
            "shopify_tokens.py",
            "driver.py",
            List.of("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 8))"),
            List.of("python3", "driver.py")),
    GO("shopifytokens.go", "driver.go", List.of("go", "version"), List.of("go", "run", ".")) {
        @Override
        void prepare(Path directory) throws IOException {
            Path home = Files.createDirectories(directory.resolve("shopifytokens"));
            Files.move(directory.resolve(snippet()), home.resolve(snippet()));
            Files.writeString(directory.resolve("go.mod"), "module driver\n\ngo 1.21\n");
        }
    },
    SHELL(
            "shopify-token.sh",
            "driver.sh",
            List.of(
                    "sh",
                    "-c",
                    "curl --version && flock --version && date -d 2026-11-22T15:04:05Z && cat /proc/uptime"),
            List.of("sh", "driver.sh"));

    /** Nothing is fetched, and nothing is built but from the standard library. */
    static final Map<String, String> OFFLINE = Map.of(
            "GOFLAGS", "-mod=mod", "GOPROXY", "off", "GOTOOLCHAIN", "local", "GOWORK", "off", "CGO_ENABLED", "0");

    private final String snippet;
    private final String driver;
    private final List<String> probe;
    private final List<String> command;

    Runtime(String snippet, String driver, List<String> probe, List<String> command) {
        this.snippet = snippet;
        this.driver = driver;
        this.probe = probe;
        this.command = command;
    }

    private static String javaOfThisTest() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The file that the snippet is pasted into. */
    String snippet() {
        return snippet;
    }

    String driver() {
        return driver;
    }

    List<String> command() {
        return command;
    }

    boolean isPresent() throws InterruptedException {
        try {
            return new ProcessBuilder(probe)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** Both files are in the directory. */
    void prepare(Path directory) throws IOException {}
}

package dev.tokenbroker.torture;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Starts engine processes by the thousand: with one jar of our own classes and an archive of loaded ones, without which the
 * JVM's start would be all there is to see.
 */
final class EngineLauncher {
    private static final String MAIN = EngineProcess.class.getName();
    private static final String MILLIS_TO_LOAD_EVERYTHING = "4000";

    private final Path directory;
    private final List<String> common;
    private final Path archive;

    private EngineLauncher(Path directory, List<String> common) {
        this.directory = directory;
        this.common = common;
        this.archive = directory.resolve("engine.jsa");
    }

    static EngineLauncher prepare(Path directory, Map<String, String> settings) throws IOException {
        Path own = Files.createDirectories(directory).resolve("engine.jar");
        String libraries = pack(own);
        List<String> common = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        settings.forEach((key, value) -> common.add("-D" + key + "=" + value));
        common.addAll(List.of("-cp", own + File.pathSeparator + libraries));
        EngineLauncher launcher = new EngineLauncher(directory, List.copyOf(common));
        launcher.archive();
        return launcher;
    }

    /** @param options of the JVM, failpoint among them */
    Process start(List<String> options) throws IOException {
        List<String> all = new ArrayList<>(options);
        all.add("-XX:SharedArchiveFile=" + archive);
        return process(all, List.of());
    }

    private void archive() throws IOException {
        Files.deleteIfExists(archive);
        Process loading = process(List.of("-XX:ArchiveClassesAtExit=" + archive), List.of(MILLIS_TO_LOAD_EVERYTHING));
        try {
            loading.getInputStream().transferTo(OutputStream.nullOutputStream());
            if (!loading.waitFor(1, TimeUnit.MINUTES) || !Files.exists(archive)) {
                throw new IOException("the engine's classes were not archived: " + directory.resolve("engine.log"));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Process process(List<String> options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(common.get(0)));
        command.addAll(options);
        command.addAll(common.subList(1, common.size()));
        command.add(MAIN);
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(directory.resolve("engine.log").toFile())
                .start();
    }

    /** Our classes into one jar, since an archive takes none from directories. Returns the rest of the class path. */
    private static String pack(Path jar) throws IOException {
        List<String> libraries = new ArrayList<>();
        try (JarOutputStream packed = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                if (Files.isDirectory(Path.of(entry))) {
                    pack(Path.of(entry), packed);
                } else {
                    libraries.add(entry);
                }
            }
        }
        return String.join(File.pathSeparator, libraries);
    }

    private static void pack(Path root, JarOutputStream packed) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                packed.putNextEntry(new ZipEntry(root.relativize(file).toString()));
                Files.copy(file, packed);
                packed.closeEntry();
            }
        }
    }
}

package dev.tokenbroker.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An image's process as Kubernetes runs it under {@code readOnlyRootFilesystem}: its user, its entry point, and nothing to
 * write to but what is mounted for that. Ends when it is closed.
 */
final class Container implements AutoCloseable {
    private final Process process;

    private Container(Process process) {
        this.process = process;
    }

    /** @param mounts directories that are seen inside, read-only or not, by their paths inside */
    static Container start(UnpackedImage image, List<Mount> mounts, Path log) throws IOException {
        Path root = image.root();
        List<String> steps = new ArrayList<>();
        steps.add("set -e");
        steps.add("mount --bind " + root + " " + root);
        for (Mount mount : mounts) {
            Files.createDirectories(root.resolve(mount.inside().substring(1)));
            steps.add("mount --rbind " + mount.outside() + " " + root + mount.inside());
        }
        steps.add("mount -o remount,bind,ro " + root);
        steps.add("exec unshare --root " + root + " --wd " + image.workingDirectory() + " --setgid " + image.group()
                + " --setuid " + image.user() + " " + String.join(" ", image.entrypoint()));
        Process process = new ProcessBuilder(
                        "unshare", "--mount", "--propagation", "private", "sh", "-c", String.join("\n", steps))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Container(process);
    }

    record Mount(Path outside, String inside) {}

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}

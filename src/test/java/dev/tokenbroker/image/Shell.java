package dev.tokenbroker.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A command that has to succeed. */
final class Shell {
    private Shell() {}

    static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        return said;
    }

    /** Whether a process of this user may have mounts of its own. */
    static boolean maySeparateMounts() {
        try {
            run("unshare", "--mount", "true");
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}

package dev.tokenbroker.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A key with a certificate for loopback that it signed itself, made by the JDK's own tool. */
record SelfSigned(Path keyStore, Path pem) {
    static final String PASSWORD = "sim-password";

    static SelfSigned make(Path directory) {
        Path keyStore = directory.resolve("sim-server.p12");
        Path pem = directory.resolve("sim-ca.pem");
        keytool(
                keyStore,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-validity",
                "2");
        keytool(keyStore, "-exportcert", "-rfc", "-file", pem.toString());
        return new SelfSigned(keyStore, pem);
    }

    String certificate() {
        try {
            return Files.readString(pem);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void keytool(Path keyStore, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-alias", "sim", "-storetype", "PKCS12", "-keystore", keyStore.toString(), "-storepass", PASSWORD));
        try {
            int exit = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError(command + " ends with " + exit);
            }
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError("keytool does not run", broken);
        }
    }
}

package dev.tokenbroker.startup;

import dev.tokenbroker.token.KeyProvider;
import dev.tokenbroker.vault.VaultSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong with {@code broker.vault.*} and {@code broker.keys.*}, as far as it can be seen without asking Vault. */
final class VaultRules {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final List<String> complaints = new ArrayList<>();

    private VaultRules() {}

    static List<String> complaints(KeySettings keys, VaultSettings vault) {
        VaultRules rules = new VaultRules();
        if (keys.provider() == KeyProvider.LOCAL) {
            rules.demand(
                    keys.local().file().isPresent(),
                    "broker.keys.local.file: is needed where broker.keys.provider is local");
        } else {
            rules.demand(
                    vault.url().isPresent(),
                    "broker.vault.url: is needed where broker.keys.provider is vault; for development,"
                            + " broker.keys.provider=local asks for a key file");
        }
        vault.url().ifPresent(url -> rules.vault(url, vault));
        return rules.complaints;
    }

    private void vault(URI url, VaultSettings vault) {
        boolean web = url.getHost() != null && Set.of("https", "http").contains(String.valueOf(url.getScheme()));
        demand(web && url.getRawQuery() == null, "broker.vault.url: is an https address without a query");
        demand(
                !web || "https".equals(url.getScheme()) || LOOPBACK.contains(url.getHost()),
                "broker.vault.url: is not https; the Vault token and data keys would travel in the clear (http is for an"
                        + " agent on loopback)");
        vault.caFile().ifPresent(file -> readable("broker.vault.ca-file", file));
        switch (vault.auth()) {
            case KUBERNETES -> {
                said("broker.vault.kubernetes.role", vault.kubernetes().role(), "kubernetes");
                readable(
                        "broker.vault.kubernetes.token-file", vault.kubernetes().tokenFile());
            }
            case APPROLE -> {
                said("broker.vault.approle.role-id", vault.approle().roleId(), "approle");
                file("broker.vault.approle.secret-id-file", vault.approle().secretIdFile(), "approle");
            }
            case TOKEN_FILE -> file("broker.vault.token-file", vault.tokenFile(), "token-file");
        }
    }

    private void file(String key, Optional<Path> file, String method) {
        said(key, file, method);
        file.ifPresent(path -> readable(key, path));
    }

    private void said(String key, Optional<?> value, String method) {
        demand(value.isPresent(), key + ": is needed where broker.vault.auth is " + method);
    }

    private void readable(String key, Path file) {
        demand(file.toFile().isFile() && file.toFile().canRead(), key + ": " + file + " cannot be read");
    }

    private void demand(boolean fine, String complaint) {
        if (!fine) {
            complaints.add(complaint);
        }
    }
}

package dev.tokenbroker.vault;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** A server as an operator has it before him, and brokers that log in to it. */
public abstract class VaultLab implements AutoCloseable {
    private static final Path POLICY = Path.of("deploy", "vault", "token-broker.hcl");
    private final HttpClient http = HttpClient.newHttpClient();

    public abstract String url();

    public abstract String rootToken();

    public abstract void seal();

    public abstract void unseal();

    /** Ends every token that a login gave. */
    public abstract void revokeLogins();

    /** As {@code deploy/vault} says, but for Kubernetes: a derived key, our policy, an AppRole, a secret. */
    public VaultLab prepare() {
        quietly("POST", "sys/mounts/transit", new JsonObject().put("type", "transit"));
        quietly(
                "POST",
                "sys/mounts/secret",
                new JsonObject().put("type", "kv").put("options", new JsonObject().put("version", "2")));
        quietly("POST", "sys/auth/approle", new JsonObject().put("type", "approle"));
        quietly("POST", "sys/auth/kubernetes", new JsonObject().put("type", "kubernetes"));
        newKey("token-broker", true);
        allow();
        operate(
                "POST",
                "auth/approle/role/token-broker",
                new JsonObject()
                        .put("token_policies", "token-broker")
                        .put("token_ttl", "30m")
                        .put("token_max_ttl", "24h"));
        return this;
    }

    public void newKey(String name, boolean derived) {
        operate("POST", "transit/keys/" + name, new JsonObject().put("derived", derived));
    }

    public void rotate() {
        operate("POST", "transit/keys/token-broker/rotate", new JsonObject());
    }

    public void refuseVersionsBefore(int oldest) {
        operate("POST", "transit/keys/token-broker/config", new JsonObject().put("min_decryption_version", oldest));
    }

    /** The policy that we tell operators to write. */
    public void allow() {
        try {
            operate("PUT", "sys/policies/acl/token-broker", new JsonObject().put("policy", Files.readString(POLICY)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A policy that grants next to nothing. */
    public void deny() {
        String policy = "path \"secret/data/elsewhere\" { capabilities = [\"read\"] }";
        operate("PUT", "sys/policies/acl/token-broker", new JsonObject().put("policy", policy));
    }

    /** Settings of a broker that logs in by AppRole. */
    public Map<String, String> byAppRole(Path directory) {
        String roleId = operate("GET", "auth/approle/role/token-broker/role-id", null)
                .getJsonObject("data")
                .getString("role_id");
        String secretId = operate("POST", "auth/approle/role/token-broker/secret-id", new JsonObject())
                .getJsonObject("data")
                .getString("secret_id");
        Map<String, String> settings = new HashMap<>();
        settings.put("broker.vault.url", url());
        settings.put("broker.vault.auth", "approle");
        settings.put("broker.vault.approle.role-id", roleId);
        settings.put(
                "broker.vault.approle.secret-id-file",
                file(directory, "secret-id", secretId).toString());
        return settings;
    }

    /** Settings of a broker that shows a service account token of its cluster. */
    public Map<String, String> byKubernetes(Path directory) {
        String jwt = ServiceAccountToken.mint();
        trust(jwt);
        operate(
                "POST",
                "auth/kubernetes/role/token-broker",
                new JsonObject()
                        .put("bound_service_account_names", ServiceAccountToken.NAME)
                        .put("bound_service_account_namespaces", ServiceAccountToken.NAMESPACE)
                        .put("audience", ServiceAccountToken.AUDIENCE)
                        .put("token_policies", "token-broker")
                        .put("token_ttl", "30m"));
        Map<String, String> settings = new HashMap<>();
        settings.put("broker.vault.url", url());
        settings.put("broker.vault.kubernetes.role", "token-broker");
        settings.put(
                "broker.vault.kubernetes.token-file",
                file(directory, "service-account", jwt).toString());
        return settings;
    }

    /** Has the cluster vouch for a token. */
    abstract void trust(String jwt);

    /** A real server where there is one, else the simulator; with what operators set up. */
    public static VaultLab any(Path directory) {
        VaultLab lab = RealVaultLab.available()
                ? RealVaultLab.start(directory)
                : new SimulatedVaultLab(java.time.Clock.systemUTC());
        return lab.prepare();
    }

    /** Settings of a broker that is given a token in a file. */
    public Map<String, String> byTokenFile(Path directory, String token) {
        Map<String, String> settings = new HashMap<>();
        settings.put("broker.vault.url", url());
        settings.put("broker.vault.auth", "token-file");
        settings.put(
                "broker.vault.token-file", file(directory, "vault-token", token).toString());
        return settings;
    }

    public String newToken(String ttl) {
        JsonObject wanted = new JsonObject()
                .put("policies", new io.vertx.core.json.JsonArray().add("token-broker"))
                .put("ttl", ttl);
        return operate("POST", "auth/token/create", wanted)
                .getJsonObject("auth")
                .getString("client_token");
    }

    private static Path file(Path directory, String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content + "\n");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static VaultSettings settings(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(Root.class)
                .withDefaultValues(settings)
                .withSources(new io.smallrye.config.PropertiesConfigSource(settings, "test", 300))
                .build()
                .getConfigMapping(Root.class)
                .vault();
    }

    @io.smallrye.config.ConfigMapping(prefix = "broker")
    interface Root {
        VaultSettings vault();
    }

    static VaultAccess broker(Map<String, String> settings) {
        return VaultAccess.start(settings(settings), true, System::nanoTime, new SecureRandom());
    }

    /** What an operator asks for; anything but success is a mistake of the test. */
    public JsonObject operate(String method, String path, JsonObject body) {
        HttpResponse<String> answer = ask(method, path, body);
        if (answer.statusCode() >= 300) {
            throw new AssertionError(
                    method + " " + path + " is answered with " + answer.statusCode() + " " + answer.body());
        }
        return answer.body().isEmpty() ? new JsonObject() : new JsonObject(answer.body());
    }

    /** What may have been done before. */
    private void quietly(String method, String path, JsonObject body) {
        ask(method, path, body);
    }

    HttpResponse<String> ask(String method, String path, JsonObject body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/v1/" + path))
                .header("X-Vault-Token", rootToken())
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError("no answer to " + method + " " + path, broken);
        }
    }

    @Override
    public abstract void close();
}

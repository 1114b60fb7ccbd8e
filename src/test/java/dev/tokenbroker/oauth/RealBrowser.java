package dev.tokenbroker.oauth;

import dev.tokenbroker.world.FreePort;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Headless Chromium, where its driver is installed: WebDriver (W3C) over HTTP. */
final class RealBrowser implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "browser");
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final String session;

    private RealBrowser(Process driver, String base, JsonObject options) {
        this.driver = driver;
        awaitReady(base);
        JsonObject wanted = new JsonObject()
                .put(
                        "capabilities",
                        new JsonObject()
                                .put(
                                        "alwaysMatch",
                                        new JsonObject()
                                                .put("browserName", "chrome")
                                                .put("goog:chromeOptions", options)));
        this.session = base + "/session/"
                + post(base + "/session", wanted).getJsonObject("value").getString("sessionId");
    }

    static boolean installed() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "chromedriver")));
    }

    /** A telephone, held upright. */
    static RealBrowser phone(boolean dark) {
        JsonObject metrics =
                new JsonObject().put("width", 390).put("height", 844).put("pixelRatio", 2.0);
        return start(dark, new JsonObject().put("mobileEmulation", new JsonObject().put("deviceMetrics", metrics)));
    }

    static RealBrowser desktop(boolean dark) {
        return start(dark, new JsonObject());
    }

    private static RealBrowser start(boolean dark, JsonObject options) {
        int port = FreePort.next();
        try {
            Files.createDirectories(PICTURES);
            Process driver = new ProcessBuilder("chromedriver", "--port=" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(PICTURES.resolve("chromedriver.log").toFile())
                    .start();
            // a container's root has no sandbox; what is opened is ours
            List<String> arguments = List.of(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--window-size=1280,900",
                    "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1));
            return new RealBrowser(driver, "http://127.0.0.1:" + port, options.put("args", new JsonArray(arguments)));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    RealBrowser open(URI address) {
        post(session + "/url", new JsonObject().put("url", address.toString()));
        return this;
    }

    RealBrowser click(String link) {
        JsonObject found = post(
                session + "/element", new JsonObject().put("using", "link text").put("value", link));
        String element = found.getJsonObject("value").getString(ELEMENT);
        post(session + "/element/" + element + "/click", new JsonObject());
        return this;
    }

    String address() {
        return send(HttpRequest.newBuilder(URI.create(session + "/url")).GET()).getString("value");
    }

    String heading() {
        return String.valueOf(evaluate("document.querySelector('h1')?.innerText"));
    }

    String text() {
        return String.valueOf(evaluate("document.body.innerText"));
    }

    boolean scrollsSideways() {
        return (Boolean) evaluate("document.documentElement.scrollWidth > window.innerWidth");
    }

    Object evaluate(String expression) {
        return post(
                        session + "/execute/sync",
                        new JsonObject().put("script", "return " + expression).put("args", new JsonArray()))
                .getValue("value");
    }

    /** Into {@code target/browser}, for whoever wants to look. */
    RealBrowser picture(String name) {
        String png = send(HttpRequest.newBuilder(URI.create(session + "/screenshot"))
                        .GET())
                .getString("value");
        try {
            Files.write(PICTURES.resolve(name + ".png"), Base64.getDecoder().decode(png));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return this;
    }

    private void awaitReady(String base) {
        for (int tries = 0; ; tries++) {
            try {
                http.send(
                        HttpRequest.newBuilder(URI.create(base + "/status"))
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        BodyHandlers.discarding());
                return;
            } catch (IOException notYet) {
                if (tries > 200 || !driver.isAlive()) {
                    throw new UncheckedIOException(notYet);
                }
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    private JsonObject post(String address, JsonObject body) {
        return send(HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.ofString(body.encode())));
    }

    private JsonObject send(HttpRequest.Builder request) {
        try {
            String answer = http.send(request.timeout(Duration.ofMinutes(2)).build(), BodyHandlers.ofString())
                    .body();
            JsonObject json = new JsonObject(answer);
            if (json.getValue("value") instanceof JsonObject value && value.containsKey("error")) {
                throw new AssertionError(value.getString("error") + ": " + value.getString("message"));
            }
            return json;
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError("the driver does not answer", broken);
        }
    }

    @Override
    public void close() {
        try {
            send(HttpRequest.newBuilder(URI.create(session)).DELETE());
        } finally {
            driver.destroy();
        }
    }
}

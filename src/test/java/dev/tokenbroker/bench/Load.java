package dev.tokenbroker.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Load by {@code wrk}: one thread, 64 connections, each request for a shop taken at random. */
final class Load {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern TAIL = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses|Socket errors");

    private final Path script;

    Load(Path directory, String token, int shops) {
        this.script = directory.resolve("reads.lua");
        write("""
                math.randomseed(7)
                local headers = { ["Authorization"] = "Bearer %s" }
                request = function()
                  return wrk.format("GET", "/v1/shops/shop-" .. math.random(%d) .. ".myshopify.com/access-token", headers)
                end
                """.formatted(token, shops));
    }

    /** @param tail the 99th percentile of the latency, in microseconds, at full load */
    record Result(double perSecond, double tail) {}

    Result against(URI base, Duration time) {
        List<String> command = List.of(
                "taskset",
                "-c",
                Cores.LOAD,
                "wrk",
                "-t1",
                "-c64",
                "--latency",
                "-d" + time.toSeconds() + "s",
                "-s",
                script.toString(),
                base.toString());
        try {
            Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (wrk.waitFor() != 0 || REFUSED.matcher(said).find()) {
                throw new IllegalStateException("not every read was answered with a token:\n" + said);
            }
            return new Result(number(RATE, said), micros(said));
        } catch (IOException missing) {
            throw new UncheckedIOException("the benchmark needs wrk and taskset on the PATH", missing);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static double number(Pattern pattern, String said) {
        Matcher found = pattern.matcher(said);
        if (!found.find()) {
            throw new IllegalStateException("wrk said\n" + said);
        }
        return Double.parseDouble(found.group(1));
    }

    private static double micros(String said) {
        Matcher found = TAIL.matcher(said);
        double value = number(TAIL, said);
        return found.find()
                ? value * (found.group(2).equals("us") ? 1 : found.group(2).equals("ms") ? 1_000 : 1_000_000)
                : value;
    }

    private void write(String text) {
        try {
            Files.writeString(script, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}

package dev.tokenbroker.importer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sends lines to a broker, some at a time: the JDK's client reads no answer before all of a request is sent, and the broker
 * reads no further while its answer is not read.
 */
final class BrokerImport {
    /** Their answers fit into the smallest buffer on the way. */
    private static final int LINES_AT_A_TIME = 100;

    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI to;
    private final Path tokenFile;
    private final Report report;
    private final List<ImportLine> waiting = new ArrayList<>();

    BrokerImport(URI to, boolean dryRun, Path tokenFile, Report report) {
        this.to = dryRun ? URI.create(to + "?dry_run=true") : to;
        this.tokenFile = tokenFile;
        this.report = report;
    }

    void send(ImportLine line) {
        waiting.add(line);
        if (waiting.size() == LINES_AT_A_TIME) {
            flush();
        }
    }

    void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        String[] answers = answered().split("\n");
        for (int i = 0; i < answers.length; i++) {
            take(waiting.get(i), parse(answers[i]));
        }
        waiting.clear();
    }

    private void take(ImportLine line, JsonNode answer) {
        switch (answer.path("status").asInt()) {
            case 201 -> report.count("created");
            case 200 -> report.count("unchanged or updated");
            default -> {
                String code = answer.path("code").asText("unknown");
                report.failed(
                        line.row(),
                        Optional.of(line.shop()),
                        code,
                        answer.path("detail").asText());
            }
        }
    }

    /** Sent again where no whole answer comes: the broker takes the same line twice without harm. */
    private String answered() {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            Optional<String> answer = attempt();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (attempt == ATTEMPTS) {
                throw new StoppedException("the broker does not answer; stopped at row "
                        + waiting.get(0).row() + " (run it again: what is there already stays as it is)");
            }
            rest(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private Optional<String> attempt() {
        String lines = waiting.stream().map(ImportLine::json).collect(Collectors.joining("\n", "", "\n"));
        HttpRequest request = HttpRequest.newBuilder(to)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            int status = response.statusCode();
            if (status == 429 || status >= 500) {
                return Optional.empty();
            }
            if (status != 200) {
                throw new StoppedException("the broker refuses the import: " + status + " " + code(response.body()));
            }
            boolean whole = response.body().lines().count() == waiting.size();
            return whole ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException noAnswer) {
            return Optional.empty();
        } catch (InterruptedException ended) {
            throw new StoppedException("interrupted");
        }
    }

    /** Read again each time: a projected token is another one after an hour. */
    private String token() {
        try {
            return Files.readString(tokenFile).strip();
        } catch (IOException unreadable) {
            throw new StoppedException("--token-file cannot be read");
        }
    }

    private static String code(String problem) {
        return parse(problem).path("code").asText();
    }

    private static JsonNode parse(String answer) {
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException other) {
            throw new StoppedException("what answers at --to is no broker");
        }
    }

    private static void rest(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException ended) {
            throw new StoppedException("interrupted");
        }
    }
}

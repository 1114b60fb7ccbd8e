package dev.tokenbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.UnaryOperator;

/** A caller with its JWT. */
record EdgeClient(int port, String token) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    HttpResponse<String> get(String path) {
        return send(path, request -> request.GET());
    }

    HttpResponse<String> post(String path, String json) {
        return send(
                path,
                request -> request.POST(BodyPublishers.ofString(json)).header("Content-Type", "application/json"));
    }

    HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> how) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return HTTP.send(how.apply(request).build(), BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The answer is a problem in every respect that the contract promises of all of them. */
    static JsonObject assertProblem(HttpResponse<String> answer, ProblemCode code) {
        assertThat(answer.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        return assertBody(answer.statusCode(), answer.body(), code);
    }

    static JsonObject assertProblem(RawHttp.Answer answer, ProblemCode code) {
        assertThat(answer.headers())
                .containsEntry("content-type", Problem.MEDIA_TYPE)
                .containsEntry("cache-control", "no-store")
                .containsKey("x-request-id");
        return assertBody(answer.status(), answer.body(), code);
    }

    private static JsonObject assertBody(int status, String body, ProblemCode code) {
        assertThat(body).startsWith("{");
        JsonObject problem = new JsonObject(body);
        assertThat(problem.getString("code")).isEqualTo(code.word());
        assertThat(problem.getString("type")).isEqualTo("urn:token-broker:" + code.word());
        assertThat(problem.getInteger("status")).isEqualTo(code.status());
        assertThat(problem.getString("title")).isEqualTo(code.title());
        assertThat(problem.getString("detail")).isNotBlank();
        assertThat(status).isEqualTo(code.status());
        return problem;
    }
}

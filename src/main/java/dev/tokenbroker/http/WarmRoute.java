package dev.tokenbroker.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.tokenbroker.caller.CallerAuthentication;
import dev.tokenbroker.caller.CallerRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The short way of a warm read: a caller whose JWT was verified within the last minute asks plainly for a token that is in
 * memory. Everything else goes on to Quarkus' security and Jakarta REST, which cost more than all that a warm read does; they
 * ask the same rules, and answer the same (decision 0017).
 */
@Singleton
final class WarmRoute {
    private static final int NOT_MODIFIED = 304;

    private final CallerAuthentication authentication;
    private final CallerRegistry callers;
    private final WarmReads reads;
    private final ObjectWriter json;

    WarmRoute(CallerAuthentication authentication, CallerRegistry callers, WarmReads reads, ObjectMapper json) {
        this.authentication = authentication;
        this.callers = callers;
        this.reads = reads;
        this.json = json.writer();
    }

    void handle(RoutingContext request) {
        Optional<TokenAnswer> answer = PlainRead.of(request.request())
                .flatMap(read -> authentication
                        .remembered(request)
                        .flatMap(callers::bySubject)
                        .flatMap(caller -> reads.answer(caller, read)));
        if (answer.isPresent()) {
            send(request.response(), answer.get());
        } else {
            request.next();
        }
    }

    private void send(HttpServerResponse response, TokenAnswer answer) {
        if (answer instanceof TokenAnswer.Token token) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
            response.putHeader(HttpHeaders.ETAG, token.tag());
            response.end(Buffer.buffer(bytes(token.body())));
        } else if (answer instanceof TokenAnswer.NotModified known) {
            response.putHeader(HttpHeaders.ETAG, known.tag());
            response.setStatusCode(NOT_MODIFIED).end();
        } else if (answer instanceof TokenAnswer.Refused refused) {
            ProblemResponses.send(response, refused.problem());
        }
    }

    private byte[] bytes(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("an answer that is no JSON", bug);
        }
    }
}

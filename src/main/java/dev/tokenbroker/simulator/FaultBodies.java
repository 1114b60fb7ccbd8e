package dev.tokenbroker.simulator;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** Faults of a token answer's body. An answer that carries no tokens passes unchanged. */
final class FaultBodies {
    private static final int CHUNK = 64 * 1024;

    private FaultBodies() {}

    static FaultEffect editing(UnaryOperator<Answer> edit) {
        return (vertx, answer) -> Future.succeededFuture(answer.hasTokens() ? edit.apply(answer) : answer);
    }

    static FaultEffect editingJson(UnaryOperator<JsonObject> edit) {
        return editing(
                answer -> answer.with(edit.apply(new JsonObject(answer.body())).toBuffer()));
    }

    /** A valid answer with all its tokens, and padding up to more than the given size. */
    static Answer oversized(Answer answer, int bytes) {
        return answer.with(padded(answer, bytes));
    }

    /** Small on the wire, larger than the given size when unpacked. */
    static Answer bomb(Answer answer, int bytes) {
        return answer.with("Content-Encoding", "gzip").with(zipped(padded(answer, bytes)));
    }

    private static Buffer padded(Answer answer, int bytes) {
        char[] padding = new char[bytes];
        Arrays.fill(padding, ' ');
        return new JsonObject(answer.body()).put("padding", new String(padding)).toBuffer();
    }

    private static Buffer zipped(Buffer plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(CHUNK);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}

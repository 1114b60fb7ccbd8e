package dev.tokenbroker.rest;

import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An import on a connection of its own, whose answer is read while it is written. */
final class ImportConnection implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private byte[] chunk = new byte[0];
    private int next;

    private ImportConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static ImportConnection open(URI base, String token, String query) throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(30_000);
        ImportConnection connection = new ImportConnection(socket);
        connection.raw("POST /v1/imports" + query + " HTTP/1.1\r\nHost: broker.test\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        return connection;
    }

    private void raw(String bytes) throws IOException {
        out.write(bytes.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    ImportConnection send(String part) throws IOException {
        raw(Integer.toHexString(part.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + part + "\r\n");
        return this;
    }

    void end() throws IOException {
        raw("0\r\n\r\n");
    }

    /** The head up to its empty line. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        String line = line();
        while (!line.isEmpty()) {
            head.append(line).append('\n');
            line = line();
        }
        return head.toString();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection has ended");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /** The next line of the answer; null at its end. */
    JsonObject answer() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = octet(); c >= 0 && c != '\n'; c = octet()) {
            text.append((char) c);
        }
        return text.isEmpty() ? null : new JsonObject(text.toString());
    }

    List<JsonObject> rest() throws IOException {
        List<JsonObject> answers = new ArrayList<>();
        for (JsonObject answer = answer(); answer != null; answer = answer()) {
            answers.add(answer);
        }
        return answers;
    }

    private int octet() throws IOException {
        if (next == chunk.length) {
            chunk = in.readNBytes(Integer.parseInt(line(), 16));
            next = 0;
            line();
        }
        return chunk.length == 0 ? -1 : chunk[next++];
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package dev.tokenbroker.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a stream of bytes into lines, however it comes in pieces. Lines end in LF or CRLF; blank ones are counted and left
 * out; a byte order mark at the very beginning is no part of the first. Never holds more than one line.
 */
final class LineSplitter {
    static final int LONGEST = 64 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** One more than a line may have: the CR of its end. */
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private boolean tooLong;
    private long number = 1;

    /** The lines that end in these bytes. */
    List<BodyLine> feed(byte[] bytes) {
        List<BodyLine> ended = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, start, i);
                end(ended);
                start = i + 1;
            }
        }
        keep(bytes, start, bytes.length);
        return ended;
    }

    /** The last line, where it has no end of its own. */
    List<BodyLine> end() {
        List<BodyLine> last = new ArrayList<>();
        end(last);
        return last;
    }

    private void keep(byte[] bytes, int from, int to) {
        if (line.size() + to - from > LONGEST + 1) {
            tooLong = true;
            line.reset();
        }
        if (!tooLong) {
            line.write(bytes, from, to - from);
        }
    }

    private void end(List<BodyLine> ended) {
        BodyLine whole = whole();
        if (!(whole instanceof BodyLine.Text text) || !text.text().isBlank()) {
            ended.add(whole);
        }
        line.reset();
        tooLong = false;
        number++;
    }

    private BodyLine whole() {
        byte[] bytes = line.toByteArray();
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        if (tooLong || length > LONGEST) {
            return new BodyLine.TooLong(number);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
            boolean marked = number == 1 && text.startsWith(BYTE_ORDER_MARK);
            return new BodyLine.Text(number, marked ? text.substring(1) : text);
        } catch (CharacterCodingException noUtf8) {
            return new BodyLine.Unreadable(number);
        }
    }
}

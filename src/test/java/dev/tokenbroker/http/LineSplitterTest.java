package dev.tokenbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.http.BodyLine.Text;
import dev.tokenbroker.http.BodyLine.TooLong;
import dev.tokenbroker.http.BodyLine.Unreadable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSplitterTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void linesAreTheSameHoweverTheBytesComeInPieces(int piece) {
        assertThat(split("{\"a\":\"ü€\"}\r\n\n  \n{}\nlast", piece))
                .containsExactly(new Text(1, "{\"a\":\"ü€\"}"), new Text(4, "{}"), new Text(5, "last"));
    }

    @Test
    void anEndOfTheLastLineMakesNoFurtherLine() {
        assertThat(split("a\n", 10)).containsExactly(new Text(1, "a"));
        assertThat(split("", 10)).isEmpty();
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstLineAndPartOfEveryOther() {
        assertThat(split("\uFEFFa\n\uFEFFb", 1)).containsExactly(new Text(1, "a"), new Text(2, "\uFEFFb"));
        assertThat(split("\uFEFF\na", 1)).containsExactly(new Text(2, "a"));
    }

    @Test
    void aLineHas64KiBAndItsEndDoesNotCount() {
        String longest = "x".repeat(LineSplitter.LONGEST);

        assertThat(split(longest + "\r\n" + longest + "\n" + longest, 1024))
                .containsExactly(new Text(1, longest), new Text(2, longest), new Text(3, longest));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1_000_000})
    void aLongerLineIsToldApartAndThoseAfterItAreRead(int beyond) {
        String tooLong = "x".repeat(LineSplitter.LONGEST + beyond);

        assertThat(split("a\n" + tooLong + "\nb\n" + tooLong, 4096))
                .containsExactly(new Text(1, "a"), new TooLong(2), new Text(3, "b"), new TooLong(4));
    }

    @Test
    void bytesThatAreNoUtf8SpoilTheirOwnLineAlone() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("a\n".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(new byte[] {(byte) 0xc0, (byte) 0xaf, '\n', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '\n'});
        bytes.writeBytes("b".getBytes(StandardCharsets.US_ASCII));

        assertThat(split(bytes.toByteArray(), 1))
                .containsExactly(new Text(1, "a"), new Unreadable(2), new Unreadable(3), new Text(4, "b"));
    }

    private static List<BodyLine> split(String body, int piece) {
        return split(body.getBytes(StandardCharsets.UTF_8), piece);
    }

    private static List<BodyLine> split(byte[] body, int piece) {
        LineSplitter splitter = new LineSplitter();
        List<BodyLine> lines = new ArrayList<>();
        for (int from = 0; from < body.length; from += piece) {
            lines.addAll(splitter.feed(java.util.Arrays.copyOfRange(body, from, Math.min(body.length, from + piece))));
        }
        lines.addAll(splitter.end());
        return lines;
    }
}

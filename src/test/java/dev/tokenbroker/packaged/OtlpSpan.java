package dev.tokenbroker.packaged;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as opentelemetry.proto.trace.v1 writes it, as far as a test asks for it.
 *
 * @param parent empty where the trace begins with it
 * @param attributes those that are strings
 * @param events how many
 */
record OtlpSpan(
        String trace, String id, String parent, String name, Kind kind, Map<String, String> attributes, int events) {
    enum Kind {
        UNSPECIFIED,
        INTERNAL,
        SERVER,
        CLIENT,
        PRODUCER,
        CONSUMER
    }

    /** @param request an ExportTraceServiceRequest */
    static List<OtlpSpan> in(byte[] request) {
        List<OtlpSpan> spans = new ArrayList<>();
        for (Field resource : Field.of(request)) {
            for (Field scope : resource.under(2)) {
                scope.under(2).forEach(span -> spans.add(span(span.bytes())));
            }
        }
        return spans;
    }

    private static OtlpSpan span(byte[] message) {
        String trace = "";
        String id = "";
        String parent = "";
        String name = "";
        Kind kind = Kind.UNSPECIFIED;
        int events = 0;
        Map<String, String> attributes = new TreeMap<>();
        for (Field field : Field.of(message)) {
            switch (field.number()) {
                case 1 -> trace = hex(field);
                case 2 -> id = hex(field);
                case 4 -> parent = hex(field);
                case 5 -> name = field.text();
                case 6 -> kind = Kind.values()[(int) field.value()];
                case 9 -> attribute(field, attributes);
                case 11 -> events++;
                default -> {}
            }
        }
        return new OtlpSpan(trace, id, parent, name, kind, attributes, events);
    }

    private static void attribute(Field field, Map<String, String> attributes) {
        String key = field.under(1).get(0).text();
        field.under(2).forEach(value -> value.under(1).forEach(text -> attributes.put(key, text.text())));
    }

    private static String hex(Field field) {
        return HexFormat.of().formatHex(field.bytes());
    }

    /** One field of a message of Protocol Buffers: a number, or what is written with its length. */
    private record Field(int number, long value, byte[] bytes) {
        static List<Field> of(byte[] message) {
            List<Field> fields = new ArrayList<>();
            int[] at = {0};
            while (at[0] < message.length) {
                long tag = varint(message, at);
                int number = (int) (tag >>> 3);
                switch ((int) (tag & 7)) {
                    case 0 -> fields.add(new Field(number, varint(message, at), new byte[0]));
                    case 1 -> at[0] += 8;
                    case 5 -> at[0] += 4;
                    case 2 -> {
                        int length = (int) varint(message, at);
                        byte[] bytes = java.util.Arrays.copyOfRange(message, at[0], at[0] + length);
                        at[0] += length;
                        fields.add(new Field(number, 0, bytes));
                    }
                    default -> throw new IllegalArgumentException("not a message");
                }
            }
            return fields;
        }

        private static long varint(byte[] message, int[] at) {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = message[at[0]++];
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        List<Field> under(int number) {
            return of(bytes).stream().filter(field -> field.number == number).toList();
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}

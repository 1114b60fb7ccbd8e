package dev.tokenbroker.logline;

import io.quarkus.logging.json.runtime.JsonFormatter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Quarkus' JSON, with what is known of the request beside the message and not in an object below it: a key that is looked for by
 * everybody should not depend on where a library keeps it.
 */
final class FlatJson extends JsonFormatter {
    /** Our keys by those of the logging context: Quarkus' names for a span's are its own. */
    private static final Map<String, String> KEYS =
            Map.of("request_id", "request_id", "traceId", "trace_id", "spanId", "span_id");

    /** Where the library writes an exception, with a colon before it. */
    private static final String THEIRS = "stackTrace";

    /**
     * @param keyOverrides as Quarkus reads them
     * @param excludedKeys keys that are left out
     */
    FlatJson(String keyOverrides, Set<String> excludedKeys) {
        super(keyOverrides + ",stack-trace=" + THEIRS, with(excludedKeys, THEIRS), Map.of());
        setExceptionOutputType(ExceptionOutputType.FORMATTED);
        setZoneId("UTC");
    }

    private static Set<String> with(Set<String> keys, String more) {
        Set<String> all = new HashSet<>(keys);
        all.add(more);
        return all;
    }

    @Override
    protected void after(Generator line, ExtLogRecord record) throws Exception {
        super.after(line, record);
        for (Map.Entry<String, String> key : KEYS.entrySet()) {
            String value = record.getMdc(key.getKey());
            if (value != null) {
                line.add(key.getValue(), value);
            }
        }
        if (record.getThrown() != null) {
            line.add("exception", stack(record.getThrown()));
        }
    }

    private static String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString().strip();
    }
}

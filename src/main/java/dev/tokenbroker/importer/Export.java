package dev.tokenbroker.importer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Reads an export row by row, and holds no more of it. */
final class Export {
    /** What is done with each row, in the order of the file. */
    interface Taker {
        void take(long row, Exported exported);
    }

    private final InputStream file;
    private final Taker taker;
    private long row;

    private Export(InputStream file, Taker taker) {
        this.file = file;
        this.taker = taker;
    }

    static void read(CommandLine command, InputStream file, Taker taker) throws IOException {
        Export export = new Export(file, taker);
        try {
            switch (command.from()) {
                case SHOPIFY_SESSIONS -> export.table(new ShopifySessions(command.scope()));
                case SHOPIFY_APP -> export.table(new ShopifyAppGem(command.scope()));
                case NANGO -> export.connections(new NangoConnections(command.scope(), command.integration()));
            }
        } catch (JsonProcessingException mistake) {
            // its message quotes the file
            throw new StoppedException("row " + (export.row + 1) + " cannot be read as "
                    + (command.from() == Origin.NANGO ? "JSON" : "CSV") + "; what follows was not read");
        }
    }

    /** CSV with a head, as {@code psql} writes it. */
    private void table(ExportedTable table) throws IOException {
        CsvSchema schema = CsvSchema.emptySchema().withHeader();
        try (MappingIterator<Map<String, String>> rows =
                new CsvMapper().readerForMapOf(String.class).with(schema).readValues(file)) {
            while (rows.hasNextValue()) {
                Fields fields = new Fields(rows.nextValue());
                if (row == 0) {
                    demand(table.columns(), fields);
                }
                row++;
                taker.take(row, table.read(fields));
            }
        }
    }

    private static void demand(List<String> columns, Fields fields) {
        List<String> missing =
                columns.stream().filter(column -> !fields.has(column)).toList();
        if (!missing.isEmpty()) {
            throw new StoppedException("the export has no column " + String.join(", ", missing));
        }
    }

    /** JSON: an array, {@code {"connections":[…]}}, or one after the other. */
    private void connections(NangoConnections connections) throws IOException {
        try (MappingIterator<JsonNode> values =
                new ObjectMapper().readerFor(JsonNode.class).readValues(file)) {
            while (values.hasNextValue()) {
                JsonNode value = values.nextValue();
                Iterable<JsonNode> found =
                        value.path("connections") instanceof ArrayNode several ? several : List.of(value);
                for (JsonNode connection : found) {
                    row++;
                    taker.take(row, connections.read(connection));
                }
            }
        }
    }
}

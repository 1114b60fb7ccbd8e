package dev.tokenbroker.importer;

import java.util.List;

/** What the rows of a table mean. */
interface ExportedTable {
    /** Those that the export has to have. */
    List<String> columns();

    Exported read(Fields row);
}

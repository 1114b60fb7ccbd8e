package dev.tokenbroker.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.DataKeyRef;
import dev.tokenbroker.operations.RunWork.Batch;
import dev.tokenbroker.operations.WrappedKeyRows.Selection;
import dev.tokenbroker.token.KeyContext;
import dev.tokenbroker.token.KeyProvider;
import dev.tokenbroker.token.KeyVersion;
import dev.tokenbroker.token.KeysUnavailableException;
import dev.tokenbroker.token.KeysUnavailableException.Reason;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RewrappingTest {
    private static final byte[] ALTERED = {9};

    private final Table table = new Table();
    private final Said said = new Said();
    private final Logger logger = Logger.getLogger(Rewrapping.class.getName());

    @BeforeEach
    void listen() {
        logger.addHandler(said);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(said);
    }

    @Test
    void aKeyThatDoesNotOpenIsLeftOutCountedAndNamed() {
        table.with(new byte[] {1});
        UUID altered = table.with(ALTERED);
        table.with(new byte[] {2});

        Batch batch = some();

        assertThat(batch).isEqualTo(new Batch(Optional.of(table.last()), 2, 1, 0));
        assertThat(said.lines).singleElement().asString().contains(altered.toString());
    }

    private Batch some() {
        return new Rewrapping(table)
                .some(
                        new Selection.NotOf(KeyProvider.LOCAL),
                        Optional.empty(),
                        10,
                        row -> row.dataKey().wrapped() == ALTERED
                                ? Uni.createFrom()
                                        .failure(new KeysUnavailableException(Reason.NOT_AUTHENTIC, "told so"))
                                : Uni.createFrom().item(new byte[] {7}))
                .await()
                .indefinitely();
    }

    /** Rows that stay as they are read. */
    private static final class Table implements WrappedKeyRows {
        private final List<WrappedRow> rows = new ArrayList<>();

        UUID with(byte[] wrapped) {
            UUID id = UUID.randomUUID();
            KeyContext context = KeyContext.ofInstallation(new AppName("default"), id);
            rows.add(new WrappedRow(id, context, new DataKeyRef(UUID.randomUUID(), wrapped)));
            return id;
        }

        UUID last() {
            return rows.get(rows.size() - 1).installation();
        }

        @Override
        public Uni<Map<Optional<KeyVersion>, Long>> count() {
            return Uni.createFrom().item(Map.of());
        }

        @Override
        public Uni<List<WrappedRow>> list(Selection selection, Optional<UUID> after, int most) {
            return Uni.createFrom().item(rows);
        }

        @Override
        public Uni<Integer> replace(List<Replacement> replacements) {
            return Uni.createFrom().item(replacements.size());
        }
    }

    private static final class Said extends Handler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(String.format(line.getMessage(), line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

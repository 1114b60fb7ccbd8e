package dev.tokenbroker.postgres;

import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.Sighting;
import dev.tokenbroker.installation.StoreUnavailableException;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads rows by their names: each by itself while few are wanted, many with one statement when more come than a few statements
 * can answer. A replica that begins meets all its readers at once.
 */
final class RowReads {
    private static final int STATEMENTS = 8;
    private static final int ROWS = 200;

    /** Beyond that, a database that hangs is not queued for. */
    private static final int MOST_WAITING = 20_000;

    /** Itself, or the one thing that is told of an installation that is no more. */
    private static final String WORTH_READING = "(i.data_key_id is not null or i.state = 'uninstalled')";

    private static final String ONE = "select " + InstallationRow.COLUMNS + " from installation i "
            + InstallationRow.JOIN + " where i.app = $2 and i.domain = $3 and " + WORTH_READING;

    private static final String MANY = "select " + InstallationRow.COLUMNS
            + " from unnest($2::text[], $3::text[]) as named (app, domain)"
            + " join installation i on i.app = named.app and i.domain = named.domain " + InstallationRow.JOIN
            + " where " + WORTH_READING;

    private final Database database;
    private final Ticker ticker;
    private final double settleSeconds;
    private final Queue<Wanted> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicInteger underway = new AtomicInteger();

    RowReads(Database database, Ticker ticker, Duration settle) {
        this.database = database;
        this.ticker = ticker;
        this.settleSeconds = Database.seconds(settle);
    }

    private record Wanted(InstallationKey key, UniEmitter<? super Sighting<Installation>> reader) {}

    /** As it is at a moment after this was called. */
    Uni<Sighting<Installation>> find(InstallationKey key) {
        Uni<Sighting<Installation>> found = Uni.createFrom().emitter(reader -> enqueue(new Wanted(key, reader)));
        return Uni.createFrom().deferred(() -> whereAsked(found));
    }

    /** The statement may have been sent for somebody else, on a context that is not this one's to go on in. */
    private static <T> Uni<T> whereAsked(Uni<T> found) {
        Context asking = Vertx.currentContext();
        return asking == null ? found : found.emitOn(task -> asking.runOnContext(here -> task.run()));
    }

    private void enqueue(Wanted wanted) {
        if (waitingCount.get() >= MOST_WAITING) {
            wanted.reader().fail(new StoreUnavailableException(new TimeoutException()));
            return;
        }
        waitingCount.incrementAndGet();
        waiting.add(wanted);
        send();
    }

    /** One statement for all that wait, where one more may be sent. */
    private void send() {
        if (underway.incrementAndGet() > STATEMENTS) {
            underway.decrementAndGet();
            return;
        }
        List<Wanted> batch = nextBatch();
        if (batch.isEmpty()) {
            underway.decrementAndGet();
            return;
        }
        long askedAt = ticker.nanos();
        query(batch).subscribe().with(rows -> answer(batch, rows, askedAt), failure -> fail(batch, failure));
    }

    private List<Wanted> nextBatch() {
        List<Wanted> batch = new ArrayList<>();
        Wanted next = waiting.poll();
        while (next != null) {
            waitingCount.decrementAndGet();
            batch.add(next);
            next = batch.size() < ROWS ? waiting.poll() : null;
        }
        return batch;
    }

    private Uni<RowSet<Row>> query(List<Wanted> batch) {
        if (batch.size() == 1) {
            InstallationKey key = batch.get(0).key();
            return database.query(
                    ONE, Tuple.of(settleSeconds, key.app().value(), key.shop().value()));
        }
        return database.query(
                MANY,
                Tuple.of(
                        settleSeconds,
                        batch.stream().map(wanted -> wanted.key().app().value()).toArray(String[]::new),
                        batch.stream()
                                .map(wanted -> wanted.key().shop().value())
                                .toArray(String[]::new)));
    }

    private void answer(List<Wanted> batch, RowSet<Row> rows, long askedAt) {
        Map<InstallationKey, Sighting<Installation>> found = new HashMap<>();
        rows.forEach(row -> found.put(InstallationRow.key(row), InstallationRow.sighting(row, askedAt)));
        underway.decrementAndGet();
        send();
        batch.forEach(wanted -> wanted.reader().complete(found.getOrDefault(wanted.key(), Sighting.nothing())));
    }

    /** Who waits would meet with the same, and only later. */
    private void fail(List<Wanted> batch, Throwable failure) {
        underway.decrementAndGet();
        batch.forEach(wanted -> wanted.reader().fail(failure));
        List<Wanted> others = nextBatch();
        while (!others.isEmpty()) {
            others.forEach(wanted -> wanted.reader().fail(failure));
            others = nextBatch();
        }
    }
}

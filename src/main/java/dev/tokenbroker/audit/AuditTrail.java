package dev.tokenbroker.audit;

import dev.tokenbroker.audit.AuditRecord.Link;
import dev.tokenbroker.audit.AuditRecord.Progress;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Keeps the record's chain going, exports it and verifies it: page by page, as fast as whoever reads takes it, and in
 * constant memory.
 */
@Singleton
public final class AuditTrail {
    public static final Duration SEALED_EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(AuditTrail.class);
    private static final int SEALED_AT_ONCE = 1_000;
    private static final int PAGE = 1_000;

    /** Ids that are given while the slowest of commits is under way. */
    private static final long LOOK_BACK = 2_000;

    /** And while one hangs. */
    private static final long FAR_BACK = 200_000;

    private final AuditRecord record;
    private volatile long told;

    AuditTrail(AuditRecord record) {
        this.record = record;
    }

    /**
     * @param rows that have a place in the chain
     * @param firstBad the id of the first row that was altered, deleted or moved
     */
    public record Verdict(long rows, Optional<Long> firstBad) {}

    /** Seals what was written until now. */
    public Uni<Void> seal() {
        return Multi.createBy()
                .repeating()
                .uni(() -> record.seal(LOOK_BACK, SEALED_AT_ONCE))
                .whilst(progress -> progress.rows() == SEALED_AT_ONCE)
                .onItem()
                .ignoreAsUni();
    }

    /** The chain's end for the log, which leaves the reach of whoever can write to the database; and late rows into the chain. */
    public Uni<Void> tellHead() {
        return record.seal(FAR_BACK, SEALED_AT_ONCE).invoke(this::tell).replaceWithVoid();
    }

    private void tell(Progress progress) {
        if (progress.place() > told) {
            told = progress.place();
            LOG.infof("the audit record has %d sealed rows; the last hash is %s", progress.place(), progress.hash());
        }
    }

    /** Lines for a file of NDJSON, some at a time, joined by line feeds. */
    public Multi<String> export(Actor actor) {
        return record.note(EventType.AUDIT_EXPORTED, actor, Optional.empty())
                .chain(this::seal)
                .onItem()
                .transformToMulti(done -> pages())
                .map(new Export()::lines)
                .select()
                .where(lines -> !lines.isEmpty());
    }

    public Uni<Verdict> verify(Actor actor) {
        ChainCheck check = new ChainCheck();
        return seal().chain(() -> pages().invoke(check::add).onItem().ignoreAsUni())
                .map(done -> new Verdict(check.rows(), check.firstBad()))
                .invoke(AuditTrail::complain)
                .call(verdict -> record.note(
                        EventType.AUDIT_VERIFIED,
                        actor,
                        Optional.of(verdict.firstBad()
                                .map(id -> "invalid from " + id)
                                .orElse("valid"))));
    }

    private static void complain(Verdict verdict) {
        verdict.firstBad()
                .ifPresent(
                        id -> LOG.errorf("the audit record was altered: row %d of table event is not as sealed", id));
    }

    private Multi<List<Link>> pages() {
        AtomicLong after = new AtomicLong();
        return Multi.createBy()
                .repeating()
                .uni(() -> record.after(after.get(), PAGE)
                        .invoke(page -> after.set(
                                page.isEmpty() ? after.get() : last(page).place())))
                .whilst(page -> page.size() == PAGE);
    }

    private static Link last(List<Link> page) {
        return page.get(page.size() - 1);
    }

    /** What was deleted leaves a gap, which the hashes around it show. */
    private static final class Export {
        private String previous = RecordLine.NO_HASH;

        String lines(List<Link> page) {
            StringBuilder lines = new StringBuilder();
            page.forEach(link -> {
                link.row()
                        .ifPresent(row -> lines.append(lines.length() == 0 ? "" : "\n")
                                .append(new RecordLine(row, previous).json(link.hash())));
                previous = link.hash();
            });
            return lines.toString();
        }
    }
}

package dev.tokenbroker.audit;

import dev.tokenbroker.audit.AuditRecord.Link;
import java.util.List;
import java.util.Optional;

/** Whether links, in their order, are a chain. Remembers the first that is not one. */
final class ChainCheck {
    private String previous = RecordLine.NO_HASH;
    private long place;
    private long rows;
    private Optional<Long> firstBad = Optional.empty();

    void add(List<Link> page) {
        page.forEach(this::add);
    }

    private void add(Link link) {
        rows++;
        place++;
        if (firstBad.isEmpty() && !follows(link)) {
            firstBad = Optional.of(link.id());
        }
        previous = link.hash();
    }

    private boolean follows(Link link) {
        return link.place() == place
                && link.row()
                        .map(row -> new RecordLine(row, previous).hash())
                        .filter(hash -> hash.equals(link.hash()))
                        .isPresent();
    }

    long rows() {
        return rows;
    }

    Optional<Long> firstBad() {
        return firstBad;
    }
}

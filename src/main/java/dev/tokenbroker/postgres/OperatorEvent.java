package dev.tokenbroker.postgres;

import java.util.Optional;
import java.util.UUID;

/**
 * What an operator does to the fleet, or to an app, in the audit record. It belongs to no installation, and such a row says so by
 * values that no installation has: the version before reads the columns as never null.
 */
final class OperatorEvent {
    static final UUID NO_INSTALLATION = new UUID(0, 0);

    /** Followed by a row, or a query for rows, of app, type, actor, request id and detail; see {@link #NOBODYS}. */
    static final String INSERT =
            "insert into event (installation_id, domain, version, app, type, actor, request_id, detail) ";

    /** The first three of those columns. */
    static final String NOBODYS = "'00000000-0000-0000-0000-000000000000'::uuid, '', 0";

    private OperatorEvent() {}

    /** Nothing for what such a row has in the place of an app or a shop. */
    static Optional<String> known(String appOrDomain) {
        return Optional.of(appOrDomain).filter(text -> !text.isEmpty());
    }
}

package dev.tokenbroker.installation;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Which history of commits the database is on. A failover to a standby that lagged begins another. */
public interface DatabaseHistory {
    /** Changes where the latest commits may be missing. Nothing where the database cannot tell. */
    Uni<Optional<String>> current();
}

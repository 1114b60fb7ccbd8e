package dev.tokenbroker.installation;

import dev.tokenbroker.app.AppName;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Which apps Shopify refuses, known to all replicas. Bound to the secret in use: a new one starts afresh. */
public interface AppBreakers {
    Uni<Void> open(AppName app, String secretVersion);

    Uni<Void> close(AppName app);

    Uni<List<Open>> list();

    /** Whether this replica may send the fleet's one canary of this minute. */
    Uni<Boolean> takeCanary(AppName app);

    record Open(AppName app, String secretVersion) {}
}

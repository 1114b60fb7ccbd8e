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

    /** What others of its app's installations tell about the app, of which this one's refresh tokens were called dead. */
    Uni<Standing> standing(Installation suspect);

    enum Standing {
        /** Another installation was renewed by a call that began after this one was first suspected. */
        ACCEPTED,
        /** There is none that could be asked. */
        NOBODY_TO_ASK,
        UNKNOWN
    }

    record Open(AppName app, String secretVersion) {}
}

package dev.tokenbroker.installation;

import dev.tokenbroker.app.AppName;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What is to be renewed without anybody waiting for it. */
public interface DueInstallations {
    /**
     * Puts idle installations off to their keep-alive, then tells which others are due: the urgent first, by the end of
     * their access token, the keep-alives last.
     *
     * @param keepWarm asked for within this time is warm
     */
    Uni<List<Due>> due(AppName app, Duration keepWarm, int limit);

    /** Those that nothing is suspected of, the longest waiting first: to ask Shopify for one on behalf of the whole app. */
    Uni<List<Due>> canaries(AppName app, int limit);

    /** These were asked for just now. */
    Uni<Void> asked(Collection<UUID> installations);

    /** Renewals held back because the app was refused need not wait any longer. */
    Uni<Void> release(AppName app);

    /** @param keepAlive nobody asks for it: only its refresh token must not die */
    record Due(Installation installation, boolean keepAlive) {}
}

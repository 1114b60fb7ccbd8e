package dev.tokenbroker.installation;

import dev.tokenbroker.app.AppName;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The whole fleet in figures. */
public interface Fleet {
    Uni<Figures> figures(Duration keepWarm);

    /**
     * @param backlog installations due and not yet renewed
     * @param expiringWithin refresh tokens that end within so many days
     */
    record Figures(
            List<Count> installations, Map<AppName, Long> backlog, Map<AppName, Map<Integer, Long>> expiringWithin) {}

    record Count(AppName app, InstallationState state, GrantKind grant, long installations) {}
}

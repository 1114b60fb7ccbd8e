package dev.tokenbroker.torture;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** One proof on real processes, bounded in rounds and in time. */
interface Trial {
    /** For the table, and for the directory that the trial works in. */
    String title();

    /** What the brokers are to be told beyond what the world tells them. */
    Map<String, String> settings();

    /** On a site whose brokers have these settings, with shops of its own. */
    Figures run(Site site) throws Exception;

    /** On a site of its own, below this directory; what its replicas printed stays there. */
    default Figures run(Path directory, long seed, Consumer<String> progress) throws Exception {
        try (Site site = Site.open(directory.resolve(title().replaceAll("\\W+", "-")), settings(), seed, progress)) {
            return run(site);
        }
    }
}

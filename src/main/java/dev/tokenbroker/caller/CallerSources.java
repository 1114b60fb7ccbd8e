package dev.tokenbroker.caller;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where callers are written down.
 *
 * @param configured {@code broker.callers.<name>.*} of the application's configuration
 * @param file {@code broker.callers-file}
 */
public record CallerSources(Map<String, CallerSettings> configured, Optional<Path> file) {}

package dev.tokenbroker.caller;

import dev.tokenbroker.app.AppName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The callers in force. Every request asks anew, so that a change of policy acts at once.
 *
 * <p>The file of {@code broker.callers-file} is read again when it changes and refused whole when it has a mistake; the
 * policy before it then stays in force.
 */
public final class CallerRegistry implements AutoCloseable {
    private final Map<String, CallerSettings> configured;
    private final Set<AppName> apps;
    private final Optional<CallersFile> file;
    private volatile CallerPolicy policy;
    private volatile Set<String> stopped = Set.of();

    /**
     * Reads the policy and, where there is a file, watches it.
     *
     * @throws CallerPolicyException if the configuration or the file has a mistake, or the file cannot be read
     */
    public static CallerRegistry start(CallerSources sources, Set<AppName> apps) {
        CallerRegistry registry = new CallerRegistry(sources, apps);
        registry.file.ifPresent(CallersFile::watch);
        return registry;
    }

    CallerRegistry(CallerSources sources, Set<AppName> apps) {
        this.configured = Map.copyOf(sources.configured());
        this.apps = Set.copyOf(apps);
        this.file = sources.file().map(path -> new CallersFile(path, this::read, this::follow));
        this.policy = read(file.map(CallersFile::firstText)).orThrow();
    }

    /** The caller whose JWT says {@code sub = subject}; nothing for a stranger, and for whoever an operator has stopped. */
    public Optional<Caller> bySubject(String subject) {
        return policy.bySubject(subject).filter(caller -> !stopped.contains(caller.name()));
    }

    /** Whether anybody has this name, stopped or not. */
    boolean knows(String name) {
        return policy.bySubject().values().stream()
                .anyMatch(caller -> caller.name().equals(name));
    }

    /** These, and no others, are stopped. */
    void stopped(Set<String> names) {
        stopped = Set.copyOf(names);
    }

    /** All callers of the moment. */
    public CallerPolicy policy() {
        return policy;
    }

    Optional<CallersFile> file() {
        return file;
    }

    private CallerPolicy.Reading read(Optional<String> text) {
        return CallerPolicy.read(configured, text, apps);
    }

    private CallerPolicy.Reading read(String text) {
        return read(Optional.of(text));
    }

    private void follow(CallerPolicy next) {
        policy = next;
    }

    @Override
    public void close() {
        file.ifPresent(CallersFile::close);
    }
}

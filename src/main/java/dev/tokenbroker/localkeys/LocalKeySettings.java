package dev.tokenbroker.localkeys;

import java.nio.file.Path;
import java.util.Optional;

/** {@code broker.keys.local.*} */
public interface LocalKeySettings {
    /**
     * The key file, made at the first start with mode 0600; refused if others can read it. Without it the database is worthless:
     * keep a copy apart from the database's. Needed where {@code broker.keys.provider} is {@code local}.
     */
    Optional<Path> file();
}

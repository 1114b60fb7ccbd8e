package dev.tokenbroker.localkeys;

import java.nio.file.Path;
import java.util.Optional;

/** {@code broker.keys.local.*} */
public interface LocalKeySettings {
    /** The key file; made at the first start, readable by its owner alone. */
    Optional<Path> file();
}

package dev.tokenbroker.app;

import dev.tokenbroker.secret.SecretString;
import io.smallrye.mutiny.Uni;

/** Where client secrets are kept that stand in no file of ours. */
public interface SecretStore {
    Uni<Found> read(SecretReference reference);

    /** What came of asking. */
    sealed interface Found {
        record Secret(SecretString value) implements Found {}

        /** The store answered: there is none, or not for us. */
        record Nothing(String why) implements Found {}

        /** It did not answer. */
        record Away() implements Found {}
    }
}

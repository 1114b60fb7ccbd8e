package dev.tokenbroker.notification;

import dev.tokenbroker.secret.SecretString;
import java.net.URI;

/** Prints as its name and host: the rest of the address may hold what only its receiver should know. */
record Target(String name, URI url, SecretString secret) {
    @Override
    public String toString() {
        return name + " (" + url.getHost() + ")";
    }
}

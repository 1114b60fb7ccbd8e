package dev.tokenbroker.caller;

import java.util.List;

/** The callers' configuration has mistakes; the message is one line that names each key. */
public final class CallerPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CallerPolicyException(List<String> problems) {
        super(String.join("; ", problems));
    }
}

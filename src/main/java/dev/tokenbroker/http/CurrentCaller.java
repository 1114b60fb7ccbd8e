package dev.tokenbroker.http;

import dev.tokenbroker.caller.Caller;
import jakarta.enterprise.context.RequestScoped;

/** The caller of the request at hand, whose permission has been checked. */
@RequestScoped
public class CurrentCaller {
    private Caller caller;

    /** @throws IllegalStateException outside {@code /v1}, where nobody has been asked who he is */
    public Caller get() {
        if (caller == null) {
            throw new IllegalStateException("this request has no caller");
        }
        return caller;
    }

    void is(Caller known) {
        caller = known;
    }
}

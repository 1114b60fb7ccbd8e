package dev.tokenbroker.http;

import dev.tokenbroker.caller.Caller;
import java.util.Optional;

/** Answers what can be answered at once, from memory. */
public interface WarmReads {
    /**
     * @param caller known to be who he says; what he may is not asked yet
     * @return nothing where somebody has to be waited for, or where the answer is a refusal that Jakarta REST gives; then
     *     nothing has been counted either
     */
    Optional<TokenAnswer> answer(Caller caller, PlainRead read);
}

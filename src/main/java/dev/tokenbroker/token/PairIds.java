package dev.tokenbroker.token;

import java.util.UUID;

/** Names pairs as they arrive. A name is part of what a pair's seals authenticate, and never given twice. */
@FunctionalInterface
public interface PairIds {
    UUID next();
}

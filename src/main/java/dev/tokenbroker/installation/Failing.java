package dev.tokenbroker.installation;

import java.time.Duration;
import java.time.Instant;

/**
 * Since when renewals fail, and why the last one did.
 *
 * @param lasting how long that was when the row was read
 */
public record Failing(Instant since, Duration lasting, FailureCause cause) {}

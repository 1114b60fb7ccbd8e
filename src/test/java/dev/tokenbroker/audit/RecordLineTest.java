package dev.tokenbroker.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The chain's form, byte by byte: what was exported once must be verifiable for ever. */
class RecordLineTest {
    private static RecordRow row(String actor, Optional<String> detail) {
        return new RecordRow(
                7,
                Instant.parse("2026-11-22T15:04:05.123456Z"),
                "renewed",
                Optional.of("default"),
                Optional.of("acme.myshopify.com"),
                17,
                actor,
                Optional.empty(),
                detail,
                Optional.of(new UUID(0, 1)),
                Optional.empty(),
                Optional.of(new UUID(0, 2)),
                Optional.of("0123456789abcdef"),
                Optional.empty());
    }

    @Test
    void aLineIsOneJsonObjectThatEndsWithItsHash() {
        RecordLine line = new RecordLine(row("sweep", Optional.of("expiring")), RecordLine.NO_HASH);

        assertThat(line.json(line.hash()))
                .isEqualTo("{\"id\":7,\"at\":\"2026-11-22T15:04:05.123456Z\",\"type\":\"renewed\",\"app\":\"default\","
                        + "\"shop\":\"acme.myshopify.com\",\"version\":17,\"actor\":\"sweep\",\"detail\":\"expiring\","
                        + "\"installation_id\":\"00000000-0000-0000-0000-000000000001\","
                        + "\"pair_id\":\"00000000-0000-0000-0000-000000000002\","
                        + "\"access_fingerprint\":\"0123456789abcdef\",\"previous_hash\":\"" + "0".repeat(64)
                        + "\",\"hash\":\"HASH\"}".replace("HASH", line.hash()));
        assertThat(line.hash()).isEqualTo("2e21e3d37213543eb98d75df4ff4e71e588798eedb078020d865dff812f84a7d");
    }

    @Test
    void whatStandsInARowCannotLookLikeAnotherMember() {
        RecordLine line = new RecordLine(row("a\",\"x\\\n", Optional.empty()), RecordLine.NO_HASH);

        assertThat(line.json("")).contains("\"actor\":\"a\\\",\\\"x\\\\\\u000a\"");
    }

    @Test
    void theHashDependsOnTheRowAndOnTheHashBefore() {
        String hash = new RecordLine(row("sweep", Optional.empty()), RecordLine.NO_HASH).hash();

        assertThat(new RecordLine(row("sweep", Optional.of("x")), RecordLine.NO_HASH).hash())
                .isNotEqualTo(hash);
        assertThat(new RecordLine(row("sweep", Optional.empty()), hash).hash()).isNotEqualTo(hash);
    }
}

package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 §13.1.2. */
class EntityTagsTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            nullValues = "null",
            delimiter = '|',
            value = {
                "\"17\"|true",
                "W/\"17\"|true",
                "\"3\", \"17\"|true",
                "\"3\",W/\"17\" ,\"4\"|true",
                "*|true",
                "\"16\"|false",
                "17|false",
                "\"170\"|false",
                "w/\"17\"|false",
                "''|false",
                "null|false"
            })
    void aTagIsKnownIfTheListHasIt(String header, boolean known) {
        assertThat(new EntityTags(header).contain("\"17\"")).isEqualTo(known);
    }
}

package dev.tokenbroker.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopesTest {
    @ParameterizedTest
    @CsvSource({
        "'read_products,write_orders', 'read_products', true",
        "'read_products,write_orders', 'write_orders,read_products', true",
        "'write_orders', 'read_orders', true",
        "'write_orders', 'read_orders,write_orders', true",
        "'read_orders', 'write_orders', false",
        "'write_orders', 'read_order', false",
        "'write_orders', 'read_products', false",
        "'write_orders', 'orders', false",
        "'write_orders', 'edit_orders', false",
        "'unauthenticated_write_checkouts', 'unauthenticated_read_checkouts', false",
        "'', 'read_orders', false",
        "'read_orders', '', true",
        "'', '', true",
    })
    void aWriteScopeCoversItsReadAndNothingElse(String granted, String required, boolean covered) {
        assertThat(Scopes.parse(granted).cover(Scopes.parse(required))).isEqualTo(covered);
    }

    @Test
    void aListIsReadWithoutBlanksGapsAndRepetitions() {
        assertThat(Scopes.parse(" read_a , ,write_b,read_a,")).hasToString("read_a,write_b");
        assertThat(Scopes.parse("")).isEqualTo(Scopes.NONE).hasToString("");
    }

    @Test
    void orderIsKeptButDoesNotDistinguish() {
        assertThat(Scopes.parse("write_b,read_a"))
                .isEqualTo(Scopes.parse("read_a,write_b"))
                .hasToString("write_b,read_a");
    }
}

package dev.tokenbroker.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.token.AppUninstall.UninstallAnswer;
import org.junit.jupiter.api.Test;

class UninstallTableTest {
    private final UninstallTable table = new UninstallTable();

    private static String done(String userErrors) {
        return "{\"data\":{\"appUninstall\":{\"userErrors\":[" + userErrors + "]}}}";
    }

    @Test
    void itIsDoneOnlyWhereShopifySaysThatThereIsNothingAgainstIt() {
        assertThat(table.ofGraphQl(200, done(""))).hasValue(UninstallAnswer.UNINSTALLED);
        assertThat(table.ofRest(200)).isEqualTo(UninstallAnswer.UNINSTALLED);
    }

    @Test
    void anAppThatIsNotThereIsGone() {
        assertThat(table.ofGraphQl(200, done("{\"code\":\"APP_NOT_INSTALLED\"}")))
                .hasValue(UninstallAnswer.GONE_ALREADY);
        assertThat(table.ofGraphQl(401, "")).hasValue(UninstallAnswer.GONE_ALREADY);
        assertThat(table.ofRest(401)).isEqualTo(UninstallAnswer.GONE_ALREADY);
    }

    @Test
    void whereGraphQlDoesNotDoItTheOtherWayIsTried() {
        assertThat(table.ofGraphQl(200, done("{\"code\":\"APP_UNINSTALL_ERROR\"}")))
                .isEmpty();
        assertThat(table.ofGraphQl(200, "{\"errors\":[{\"message\":\"no such field\"}]}"))
                .isEmpty();
        assertThat(table.ofGraphQl(200, "{\"data\":{\"appUninstall\":null}}")).isEmpty();
        assertThat(table.ofGraphQl(200, "<html>")).isEmpty();
    }

    @Test
    void whateverElseShopifySaysTheAppMayStillBeThere() {
        for (int status : new int[] {302, 402, 403, 404, 423, 429, 500, 503}) {
            assertThat(table.ofGraphQl(status, done(""))).hasValue(UninstallAnswer.UNCLEAR);
            assertThat(table.ofRest(status)).isEqualTo(UninstallAnswer.UNCLEAR);
        }
    }
}

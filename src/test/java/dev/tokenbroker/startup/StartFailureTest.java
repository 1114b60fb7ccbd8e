package dev.tokenbroker.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenbroker.vault.VaultSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartFailureTest {
    @Test
    void refusedSettingsAreToldAsTheyStandHoweverDeepTheyLie() {
        Throwable wrapped = new RuntimeException(
                "Failed to start",
                new IllegalStateException(new RefusedStart(List.of("broker.lease: x", "broker.y: z"))));

        assertThat(StartFailure.inOneLine(wrapped)).isEqualTo("broker.lease: x; broker.y: z");
    }

    @Test
    void aValueThatIsNoneOfAFewIsToldByItsKeyAndTheFew() {
        SmallRyeConfigBuilder settings = new SmallRyeConfigBuilder()
                .withMapping(Broker.class)
                .withDefaultValue("broker.vault.auth", "ldap")
                .withDefaultValue("broker.vault.url", "https://vault.internal");

        assertThatThrownBy(settings::build)
                .satisfies(failure -> assertThat(StartFailure.inOneLine(failure))
                        .matches("broker\\.vault\\.auth: is one of [a-z,-]+")
                        .contains("kubernetes", "token-file", "approle"));
    }

    @ConfigMapping(prefix = "broker")
    interface Broker {
        VaultSettings vault();
    }

    @Test
    void whatSeveralComplainAboutIsToldOnce() {
        assertThat(new RefusedStart(List.of("broker.y: z", "broker.lease: x", "broker.y: z")))
                .hasMessage("broker.y: z; broker.lease: x");
    }

    @Test
    void anythingElseIsItsRootCauseInOneLine() {
        assertThat(StartFailure.inOneLine(new RuntimeException("outer", new IllegalStateException("one\n  two"))))
                .isEqualTo("IllegalStateException: one two");
    }
}

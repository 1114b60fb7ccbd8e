package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShopStatusTest {
    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    @ParameterizedTest
    @CsvSource({"FROZEN,402,Unavailable Shop", "LOCKED,423,Locked", "DELETED,404,Not Found"})
    void aShopThatIsNotActiveAnswersEverythingAlike(ShopStatus status, int expected, String errors) {
        IssuedPair pair = lab.shop.issueExpiring(lab.app);

        lab.shop.status(status);

        assertThat(lab.probe(pair.accessToken()).status()).isEqualTo(expected);
        assertThat(lab.refresh(pair.refreshToken()).status()).isEqualTo(expected);
        assertThat(lab.refresh(pair.refreshToken()).json().getString("errors")).isEqualTo(errors);
        lab.shop.status(ShopStatus.ACTIVE);
        assertThat(lab.refresh(pair.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void theTokenEndpointCanBeToldToGoOnForAFrozenShop() {
        IssuedPair pair = lab.shop.issueExpiring(lab.app);

        lab.shop.status(ShopStatus.FROZEN).tokenEndpointStatus(ShopStatus.ACTIVE);

        assertThat(lab.refresh(pair.refreshToken()).status()).isEqualTo(200);
        assertThat(lab.probe(pair.accessToken()).status()).isEqualTo(402);
    }

    @Test
    void anUninstallKillsEveryTokenAtOnce() {
        IssuedPair pair = lab.shop.issueExpiring(lab.app);

        lab.shop.uninstall(lab.app);

        assertThat(lab.probe(pair.accessToken()).status()).isEqualTo(401);
        assertThat(lab.refresh(pair.refreshToken()).refusal()).isEqualTo("401 invalid_request");
        assertThat(lab.shop.isAcceptable(pair.refreshToken())).isFalse();
    }

    @Test
    void aReinstallMakesANewGrantAndRevivesNothing() {
        IssuedPair old = lab.shop.issueExpiring(lab.app);
        lab.shop.uninstall(lab.app);

        lab.shop.reinstall(lab.app);

        assertThat(lab.shop.isAcceptable(old.refreshToken())).isFalse();
        IssuedPair fresh = lab.shop.issueExpiring(lab.app);
        assertThat(lab.refresh(fresh.refreshToken()).json().getString("scope")).isEqualTo("read_products,write_orders");
    }
}

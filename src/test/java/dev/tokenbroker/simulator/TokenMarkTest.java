package dev.tokenbroker.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TokenMarkTest {
    @RegisterExtension
    final SimulatorLab lab = new SimulatorLab();

    @Test
    void everyTokenCarriesAMarkThatLeakScansCanFind() {
        IssuedPair pair = lab.shop.issueExpiring(lab.app);
        List<String> tokens = List.of(
                pair.accessToken(), pair.refreshToken(), lab.shop.issueLegacy(lab.app), lab.shop.issueStatic(lab.app));

        assertThat(tokens).allMatch(token -> token.matches("shp[a-z]{2}_sim[0-9a-f]{32}"));
    }

    @Test
    void nothingThatPrintsItselfPrintsAToken() {
        IssuedPair pair = lab.shop.issueExpiring(lab.app);
        lab.refresh(pair.refreshToken());

        Stream<Object> printed = Stream.of(
                pair,
                lab.app,
                lab.shop,
                lab.sim,
                lab.sim.calls(),
                lab.sim.calls().list(),
                lab.shop.idToken(lab.app));

        assertThat(printed.map(Object::toString))
                .noneMatch(text -> text.contains("_sim") || text.contains("sim-secret"));
    }
}

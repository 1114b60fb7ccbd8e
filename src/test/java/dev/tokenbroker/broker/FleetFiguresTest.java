package dev.tokenbroker.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.Fleet;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.token.DefaultRefresh;
import dev.tokenbroker.token.MovableTicker;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetFiguresTest {
    private static final AppName APP = new AppName("default");
    private static final Uni<Fleet.Figures> EMPTY =
            Uni.createFrom().item(new Fleet.Figures(List.of(), Map.of(), Map.of()));
    private static final Uni<Fleet.Figures> AWAY = Uni.createFrom().failure(new IllegalStateException("away"));

    private final MovableTicker ticker = new MovableTicker();
    private Uni<Fleet.Figures> answer = EMPTY;
    private final FleetFigures figures = new FleetFigures(keepWarm -> answer, new DefaultRefresh(), ticker);

    private void read() {
        figures.refresh().subscribe().with(done -> {}, failure -> {});
    }

    /** After a start without a database a zero would look like merchants that came back, and then like as many lost. */
    @Test
    void aFigureThatWasNeverReadIsNoZero() {
        answer = AWAY;
        read();

        assertThat(figures.backlog(APP)).isNaN();
        assertThat(figures.expiringWithin(APP, 7)).isNaN();
        assertThat(figures.count(APP, InstallationState.ACTIVE, GrantKind.EXPIRING))
                .isNaN();

        answer = EMPTY;
        read();

        assertThat(figures.backlog(APP)).isZero();
    }

    /** Or one replica that is cut off would keep an alert alive of what is over, for the fleet's figure is the highest. */
    @Test
    void aFigureThatIsOldIsNone() {
        read();
        ticker.advance(Duration.ofMinutes(1));
        assertThat(figures.backlog(APP)).isZero();

        answer = AWAY;
        ticker.advance(Duration.ofSeconds(1));
        read();
        assertThat(figures.backlog(APP)).isNaN();
        assertThat(figures.count(APP, InstallationState.ACTIVE, GrantKind.EXPIRING))
                .isNaN();

        answer = EMPTY;
        read();
        assertThat(figures.backlog(APP)).isZero();
    }

    @Test
    void theFiguresGrowOldWhileTheDatabaseIsAway() {
        ticker.advance(Duration.ofSeconds(20));
        assertThat(figures.age()).isEqualTo(Duration.ofSeconds(20));
        read();
        assertThat(figures.age()).isZero();

        answer = AWAY;
        ticker.advance(Duration.ofSeconds(15));
        read();

        assertThat(figures.age()).isEqualTo(Duration.ofSeconds(15));
    }
}

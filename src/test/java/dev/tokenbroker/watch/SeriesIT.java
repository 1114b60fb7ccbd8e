package dev.tokenbroker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.packaged.BrokerProcess;
import dev.tokenbroker.packaged.BrokerProcess.Ports;
import dev.tokenbroker.watch.AlertRules.Recorded;
import dev.tokenbroker.watch.Expression.Selector;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.DevelopmentWorld;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Alerts and dashboard ask for series, labels and values that a broker exports: the packaged one, just started, with an empty
 * database. An alert on a series that is not there is silent for ever.
 */
class SeriesIT {
    private static final Path DIRECTORY = Path.of("target", "watch-world");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Which key versions there are is known when something is wrapped under one. */
    private static final Set<String> LATER = Set.of("broker_data_keys");

    private static Exported atTheStart;
    private static Exported withAnInstallation;

    @BeforeAll
    static void lookAtABroker() throws Exception {
        try (DevelopmentWorld world = DevelopmentWorld.start(DIRECTORY, Clock.systemUTC());
                BrokerProcess broker = BrokerProcess.start(DIRECTORY.resolve("run"), world.settings(), Ports.free())
                        .ready()) {
            atTheStart = Exported.of(broker.metrics());
            BrokerClient client = new BrokerClient(world, broker.base());
            client.enrol(client.newShop(), 3600);
            withAnInstallation = Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () -> Exported.of(broker.metrics()),
                            exported -> LATER.stream().allMatch(exported::has));
        }
        AlertRules.records().forEach(SeriesIT::record);
    }

    @AfterAll
    static void letGo() {
        atTheStart = null;
        withAnInstallation = null;
    }

    @Test
    void everyRuleFindsWhatItAsksForAtTheStart() {
        List<Expression> rules = Stream.concat(
                        AlertRules.records().stream().map(Recorded::expression),
                        AlertRules.alerts().stream().map(AlertRules.Alert::expression))
                .toList();

        assertThat(rules).hasSizeGreaterThan(30);
        assertThat(rules.stream().flatMap(rule -> missing(rule, atTheStart))).isEmpty();
    }

    @Test
    void everyPanelFindsWhatItAsksForAtTheStart() {
        List<Expression> panels = Stream.concat(
                        Dashboard.read().queries().stream().map(Dashboard.Query::expression),
                        Dashboard.read().choices().stream())
                .toList();

        assertThat(panels).hasSizeGreaterThan(20);
        assertThat(panels.stream().flatMap(panel -> missing(panel, atTheStart))).isEmpty();
    }

    @Test
    void whatCannotBeThereAtTheStartIsThereWithTheFirstInstallation() {
        assertThat(atTheStart.has("broker_data_keys")).isFalse();
        assertThat(Dashboard.read().queries().stream()
                        .flatMap(query -> query.expression().selectors().stream())
                        .filter(selector -> LATER.contains(selector.series()))
                        .flatMap(withAnInstallation::missing))
                .isEmpty();
    }

    private static Stream<String> missing(Expression expression, Exported exported) {
        List<Selector> selectors = expression.selectors();
        assertThat(selectors).as(expression.where()).isNotEmpty();
        return selectors.stream()
                .filter(selector -> !LATER.contains(selector.series()))
                .flatMap(exported::missing)
                .map(mistake -> expression.where() + ": " + mistake);
    }

    /** A recorded series has the labels that it is grouped by, or those of what it is reckoned from. */
    private static void record(Recorded record) {
        Set<String> grouped = record.expression().groupedBy();
        String from = record.expression().selectors().get(0).series();
        atTheStart.add(
                record.name(),
                grouped.isEmpty()
                        ? atTheStart.labels(from)
                        : grouped.stream().collect(Collectors.toMap(label -> label, label -> "any")));
    }
}

package dev.tokenbroker.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenbroker.watch.Expression.Condition;
import dev.tokenbroker.watch.Expression.Selector;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever checks expressions has to see all that is in them. */
class ExpressionTest {
    private static final Exported EXPORTED = Exported.of("""
            # HELP reads_total of it
            reads_total{app="default",outcome="issued"} 1.0
            reads_total{app="default",outcome="denied"} 0.0
            up_now NaN
            """);

    @Test
    void seriesConditionsAndLabelsAreSeenWhereverTheyStand() {
        assertThat(selectors("""
                        # a comment with other_series
                        histogram_quantile(0.9, sum by (app, le) (rate(b_bucket{a="x,y}",b=~"c|d"}[5m] offset 1d))) > 2.5e3
                          and on (namespace) (max by (kind) (c:d:e) or vector(0)) unless f
                        """))
                .containsExactly(
                        new Selector(
                                "b_bucket",
                                List.of(new Condition("a", "=", "x,y}"), new Condition("b", "=~", "c|d")),
                                Set.of("app", "le", "namespace")),
                        new Selector("c:d:e", List.of(), Set.of("kind", "namespace")),
                        new Selector("f", List.of(), Set.of("namespace")));
    }

    @Test
    void whatIsNotExportedIsMissing() {
        assertThat(missing("sum by (app, namespace) (rate(reads_total{outcome=~\"issued|denied\"}[5m]))"))
                .isEmpty();
        assertThat(missing("up_now{namespace=~\".*\"}")).isEmpty();
        assertThat(missing("reads")).containsExactly("there is no series reads");
        assertThat(missing("sum by (shop) (reads_total)")).containsExactly("reads_total has no label shop");
        assertThat(missing("reads_total{outcome=~\"issued|refused\"}"))
                .singleElement()
                .asString()
                .startsWith("reads_total has none with outcome=refused");
        assertThat(missing("up_now{app=~\".*\"}")).hasSize(1);
    }

    @Test
    void whatIsNotUnderstoodIsRefused() {
        assertThatThrownBy(() -> selectors("a ~ b")).hasMessageContaining("~ b");
        assertThatThrownBy(() -> selectors("sum without (app) (a)")).hasMessageContaining("without");
    }

    private static List<Selector> selectors(String text) {
        return new Expression("here", text).selectors();
    }

    private static List<String> missing(String text) {
        return selectors(text).stream().flatMap(EXPORTED::missing).toList();
    }
}

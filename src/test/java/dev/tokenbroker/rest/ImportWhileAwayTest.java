package dev.tokenbroker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenbroker.app.AppName;
import dev.tokenbroker.app.Apps;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.broker.EnrolmentOutcome;
import dev.tokenbroker.broker.EnrolmentOutcome.Enrollable;
import dev.tokenbroker.broker.EnrolmentOutcome.Unavailable;
import dev.tokenbroker.broker.Timers;
import dev.tokenbroker.broker.TokenOutcome.Cause;
import dev.tokenbroker.caller.Budgets;
import dev.tokenbroker.caller.Caller;
import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.caller.ShopRule;
import dev.tokenbroker.http.BodyLine;
import dev.tokenbroker.shop.Scopes;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Lines that find the database away. */
class ImportWhileAwayTest {
    private static final AppName APP = new AppName("default");
    private static final EnrolmentOutcome AWAY = new Unavailable(Cause.STORE, Duration.ofSeconds(1));

    private final Queue<EnrolmentOutcome> outcomes = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();

    private AssertSubscriber<ImportAnswer> send(int lines) {
        Asking asking = new Asking(
                new Apps(List.of(new ShopifyApp(APP, "sim-client", List.of(), Scopes.NONE))),
                new Caller(
                        "orders",
                        "orders",
                        Set.of(Permission.ENROL),
                        List.of(new ShopRule.EveryShop()),
                        Set.of(APP),
                        Budgets.NONE),
                "sim-request");
        Timers timers = delay -> {
            CompletableFuture<Void> due = new CompletableFuture<>();
            waiting.add(due);
            return Uni.createFrom().completionStage(due);
        };
        Import.Work work = (app, key, enrolment) -> {
            asked.add(key.shop().value());
            return Uni.createFrom().item(outcomes.remove());
        };
        AssertSubscriber<ImportAnswer> taker = AssertSubscriber.create(Long.MAX_VALUE);
        new Import(new ObjectMapper().findAndRegisterModules(), asking, Optional.empty(), work, timers)
                .answers(Multi.createFrom().range(1, lines + 1).map(ImportWhileAwayTest::line))
                .subscribe()
                .withSubscriber(taker);
        return taker;
    }

    private static BodyLine line(int number) {
        return new BodyLine.Text(
                number, "{\"shop\":\"shop-" + number + ".myshopify.com\",\"grant\":\"client_credentials\"}");
    }

    private void secondPasses() {
        List.copyOf(waiting).forEach(due -> {
            waiting.remove();
            due.complete(null);
        });
    }

    @Test
    void aLineIsTriedOnceMoreASecondLater() {
        outcomes.addAll(List.of(AWAY, new Enrollable(true)));

        AssertSubscriber<ImportAnswer> taker = send(1);
        taker.assertHasNotReceivedAnyItem();
        secondPasses();

        assertThat(taker.getItems()).extracting(ImportAnswer::status).containsExactly(201);
        assertThat(asked).hasSize(2);
    }

    @Test
    void thenItIsAnswered503AndTheNextAreTried() {
        outcomes.addAll(List.of(AWAY, new Enrollable(true), AWAY, new Enrollable(false)));

        AssertSubscriber<ImportAnswer> taker = send(2);
        secondPasses();

        assertThat(taker.getItems()).extracting(ImportAnswer::status).containsExactly(503, 201);
        assertThat(taker.getItems().get(0).code()).contains("store-unavailable");
    }

    @Test
    void whileItIsAwayNoMoreThanTheWindowIsTriedInASecond() {
        for (int i = 0; i < 1000; i++) {
            outcomes.add(AWAY);
        }

        AssertSubscriber<ImportAnswer> taker = send(400);

        assertThat(asked).hasSize(Import.LINES_AT_ONCE);
        secondPasses();
        assertThat(taker.getItems()).hasSize(Import.LINES_AT_ONCE);
        assertThat(asked).hasSize(3 * Import.LINES_AT_ONCE);
    }

    @Test
    void aBugInOneLineIsAnswered500AndTheNextAreTried() {
        outcomes.add(new Enrollable(true));

        AssertSubscriber<ImportAnswer> taker = send(2);

        assertThat(taker.getItems()).extracting(ImportAnswer::status).containsExactly(201, 500);
    }
}

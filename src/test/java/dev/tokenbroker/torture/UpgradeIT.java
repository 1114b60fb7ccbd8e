package dev.tokenbroker.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenbroker.packaged.BrokerProcess;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.upgrade.OtherSchema;
import dev.tokenbroker.world.BrokerClient.Answer;
import dev.tokenbroker.world.Sql;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * This version as the one before: a later one has migrated the database under it and writes what this one does not know. The same
 * with two real builds is {@code -Pupgrade}.
 */
class UpgradeIT {
    private static final Path DIRECTORY = Path.of("target", "upgrade-it");
    private static final int SHOPS = 12;
    private static final int READS_PER_SECOND = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String LATER_EVENT = """
            insert into event (installation_id, app, domain, type, version, actor, later_text)
            select id, app, domain, 'later-type', version, 'later', 'x' from installation limit 1
            """;

    private static final String LATER_RUN = """
            insert into run (id, kind, app, target, per_second, started_at)
            values (gen_random_uuid(), 'later-kind', 'default', '', 1, now() - interval '1 day')
            """;

    private static Site site;
    private static Figures figures;

    /** Readers and renewals go on while the schema changes and one replica is replaced by another of this same version. */
    @BeforeAll
    @SuppressWarnings("try") // readers read until they are closed, and nobody calls them
    static void aLaterVersionComesFirst() throws Exception {
        UpgradeTrial trial = new UpgradeTrial(BrokerProcess.JAR, BrokerProcess.JAR, SHOPS, Terms.QUICK, Map.of());
        site = Site.open(DIRECTORY, trial.settings(), 1, System.out::println);
        site.app().accessTokenLife(UpgradeTrial.TOKEN_LIFE);
        Tally tally = new Tally(trial, site);
        List<SimulatedShop> all = new CopyOnWriteArrayList<>(enrol(SHOPS));
        try (Readers readers = Readers.begin(
                site.fleet(),
                all,
                READS_PER_SECOND,
                site.random(),
                (shop, answer) -> tally.judge(shop, answer),
                tally)) {
            OtherSchema.bring(site.database());
            Sql.run(site.database(), LATER_EVENT);
            Sql.run(site.database(), LATER_RUN);
            replica(0).become(BrokerProcess.JAR);
            all.addAll(enrol(2));
            UpgradeTrial.awaitRenewalOf(all, site);
        }
        figures = tally.figures(all);
        System.out.println(Figures.titles());
        System.out.println(figures.row());
    }

    @AfterAll
    static void end() {
        site.close();
    }

    private static Replica replica(int number) {
        return site.fleet().all().get(number);
    }

    private static List<SimulatedShop> enrol(int shops) throws Exception {
        return site.fleet().enrol(shops, (int) UpgradeTrial.TOKEN_LIFE.toSeconds());
    }

    @Test
    void nobodyNoticesTheLaterVersionsMigration() {
        assertThat(figures)
                .returns(0, Figures::failedReads)
                .returns(0, Figures::losses)
                .returns(0, Figures::falseVerdicts)
                .returns(0, Figures::overlaps);
        assertThat(figures.calls()).isEqualTo(figures.rotations()).isGreaterThanOrEqualTo(SHOPS);
    }

    @Test
    void noStatementOfThisVersionIsRefusedByTheLaterVersionsSchema() throws IOException {
        try (Stream<Path> printed = Files.list(DIRECTORY.resolve("replicas"))) {
            assertThat(printed.flatMap(UpgradeIT::lines))
                    .isNotEmpty()
                    .noneMatch(line -> line.contains("the database refuses a statement"));
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A rollback, or a pod that is moved in the middle of an upgrade: the one that was replaced is ready, or we were not here. */
    @Test
    void theVersionBeforeStartsOnTheLaterVersionsSchema() {
        SimulatedShop shop = replica(0).client().newShop();
        replica(0).client().enrol(shop, 3600);

        assertThat(replica(0).client().read(shop.domain()).status()).isEqualTo(200);
        assertThat(Sql.ask(site.database(), "select max(version::int) from flyway_schema_history"))
                .isEqualTo("1000");
    }

    @Test
    void theRecordShowsWhatALaterVersionWroteInIt() {
        Answer events = replica(1).client().get("/v1/events?limit=1000");

        assertThat(events.status()).isEqualTo(200);
        assertThat(events.body().encode()).contains("later-type");
    }

    @Test
    void aRunOfAKindThatIsNotKnownIsLeftToThoseWhoKnowIt() {
        Answer started =
                replica(0).client().post("/v1/operations/secret-rotation", new JsonObject().put("per_second", 100));

        await().atMost(PATIENCE)
                .until(() -> replica(0)
                        .client()
                        .get(started.header("Location"))
                        .text("state")
                        .equals("done"));
        assertThat(Sql.ask(site.database(), "select lease_owner from run where kind = 'later-kind'"))
                .isNull();
        assertThat(Sql.ask(site.database(), "select state from run where kind = 'later-kind'"))
                .isEqualTo("running");
    }
}

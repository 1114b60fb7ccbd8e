package dev.tokenbroker.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenbroker.app.ShopifyApp;
import dev.tokenbroker.broker.Enrolment;
import dev.tokenbroker.broker.EnrolmentOutcome;
import dev.tokenbroker.broker.EnrolmentOutcome.Unavailable;
import dev.tokenbroker.broker.Timers;
import dev.tokenbroker.http.BodyLine;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemCode;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.http.ProblemResponses;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.shop.ShopDomain;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** One import under way: several lines at once, those of one installation one after the other. */
final class Import {
    /** Fewer than there are connections to the database, so that others find one. */
    static final int LINES_AT_ONCE = 8;

    /** What is away is asked once more, this much later: a failover passes, and nothing runs through its lines at full speed. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(Import.class);

    private final ObjectMapper json;
    private final Asking asking;
    private final Optional<String> usualApp;
    private final Work work;
    private final Timers timers;
    private final Map<InstallationKey, Uni<ImportAnswer>> underway = new ConcurrentHashMap<>();

    /** @param usualApp of the lines that name none */
    Import(ObjectMapper json, Asking asking, Optional<String> usualApp, Work work, Timers timers) {
        this.json = json;
        this.asking = asking;
        this.usualApp = usualApp;
        this.work = work;
        this.timers = timers;
    }

    /** What is done with a line that is right. */
    interface Work {
        Uni<EnrolmentOutcome> with(ShopifyApp app, InstallationKey key, Enrolment enrolment);
    }

    /** One for each line that is not blank, in the order of the lines. */
    Multi<ImportAnswer> answers(Multi<BodyLine> lines) {
        Map<Integer, Long> statuses = new TreeMap<>();
        return new OrderedWindow<>(lines, LINES_AT_ONCE, this::answer)
                .onItem()
                .invoke(answer -> statuses.merge(answer.status(), 1L, Long::sum))
                .onFailure()
                .invoke(ProblemResponses::bug)
                .onTermination()
                .invoke(() -> LOG.infof(
                        "import by %s has ended, lines by status: %s",
                        asking.actor().name(), statuses));
    }

    private Uni<ImportAnswer> answer(BodyLine line) {
        if (line instanceof BodyLine.Text text) {
            return answer(text);
        }
        Problem problem = line instanceof BodyLine.TooLong
                ? Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "A line has at most 64 KiB.")
                : Problem.invalid("(line)", "is not UTF-8");
        return refusal(line.number(), Optional.empty(), problem);
    }

    private Uni<ImportAnswer> answer(BodyLine.Text line) {
        Optional<ShopDomain> shop = Optional.empty();
        try {
            ImportEntry entry = ImportEntry.parse(json, line.text());
            shop = entry.shop();
            Optional<String> app = entry.app().or(() -> usualApp);
            InstallationKey key = asking.key(shop.orElseThrow(() -> new ProblemException(Problem.invalidShop())), app);
            Enrolment enrolment = entry.enrolment();
            return inTurn(key, attempt(line.number(), asking.app(app), key, enrolment));
        } catch (ProblemException mistake) {
            return refusal(line.number(), shop, mistake.problem());
        }
    }

    private Uni<ImportAnswer> attempt(long line, ShopifyApp app, InstallationKey key, Enrolment enrolment) {
        Uni<EnrolmentOutcome> once = Uni.createFrom().deferred(() -> work.with(app, key, enrolment));
        Optional<ShopDomain> shop = Optional.of(key.shop());
        return once.flatMap(outcome ->
                        outcome instanceof Unavailable ? timers.after(PAUSE).chain(() -> once) : same(outcome))
                .map(outcome -> EnrolmentAnswers.problem(outcome)
                        .map(problem -> ImportAnswer.refused(line, shop, problem))
                        .orElseGet(() -> ImportAnswer.enrolled(line, key.shop(), outcome.created())))
                .onFailure()
                .recoverWithItem(bug -> ImportAnswer.refused(line, shop, ProblemResponses.bug(bug)));
    }

    private static Uni<EnrolmentOutcome> same(EnrolmentOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }

    /** After those of the same installation, so that the last line of them is the one that counts. */
    private Uni<ImportAnswer> inTurn(InstallationKey key, Uni<ImportAnswer> attempt) {
        Uni<ImportAnswer> before = underway.get(key);
        Uni<ImportAnswer> turn = (before == null ? attempt : before.chain(() -> attempt))
                .memoize()
                .indefinitely();
        underway.put(key, turn);
        return turn.onTermination().invoke(() -> underway.remove(key, turn));
    }

    private static Uni<ImportAnswer> refusal(long line, Optional<ShopDomain> shop, Problem problem) {
        return Uni.createFrom().item(ImportAnswer.refused(line, shop, problem));
    }
}

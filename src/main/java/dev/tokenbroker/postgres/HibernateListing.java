package dev.tokenbroker.postgres;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.audit.Event;
import dev.tokenbroker.audit.EventLog;
import dev.tokenbroker.audit.EventQuery;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationListing;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.InstallationStatus;
import dev.tokenbroker.installation.StoreUnavailableException;
import dev.tokenbroker.shop.ShopDomain;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.jboss.logging.Logger;

/** The listings: read-only queries that no protocol depends on. */
@ApplicationScoped
class HibernateListing implements InstallationListing, EventLog {
    private static final Logger LOG = Logger.getLogger(HibernateListing.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Neither erased nor still without anything to serve; an app that was uninstalled stays to be seen. */
    private static final String ENROLLED =
            "(i.dataKeyId is not null and (i.currentPairId is not null or i.grantKind = 'client_credentials')"
                    + " or i.state = 'uninstalled')";

    private final SessionFactory sessions;
    private final Vertx vertx;

    HibernateListing(SessionFactory sessions, Vertx vertx) {
        this.sessions = sessions;
        this.vertx = vertx;
    }

    @Override
    public Uni<Optional<InstallationStatus>> show(InstallationKey key) {
        return query(
                        new Conditions(ENROLLED)
                                .and(
                                        "i.app = :app",
                                        "app",
                                        Optional.of(key.app().value()))
                                .and(
                                        "i.domain = :domain",
                                        "domain",
                                        Optional.of(key.shop().value())),
                        1)
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Uni<List<InstallationStatus>> list(Query query) {
        return query(
                new Conditions(ENROLLED)
                        .within(query.within(), "i")
                        .and("i.app = :app", "app", query.app().map(AppName::value))
                        .and("i.state = :state", "state", query.state().map(InstallationState::label))
                        .and("i.grantKind = :grant", "grant", query.grant().map(GrantKind::label))
                        .and("i.refreshTokenExpiresAt < :before", "before", query.refreshTokenExpiresBefore())
                        .and(
                                "(i.app > :afterApp or i.app = :afterApp and i.domain > :afterDomain)",
                                "afterApp",
                                query.after().map(after -> after.app().value()))
                        .binding(
                                "afterDomain",
                                query.after().map(after -> after.shop().value())),
                query.limit());
    }

    private Uni<List<InstallationStatus>> query(Conditions conditions, int limit) {
        String hql = "from Installation i where " + conditions + " order by i.app, i.domain";
        return inSession(session -> conditions
                        .bind(session.createSelectionQuery(hql, InstallationEntity.class))
                        .setMaxResults(limit)
                        .getResultList())
                .map(rows -> rows.stream().map(InstallationEntity::toStatus).toList());
    }

    @Override
    public Uni<List<Event>> list(EventQuery query) {
        Conditions conditions = new Conditions("1 = 1")
                .within(query.within(), "e")
                .and("e.app = :app", "app", query.app().map(AppName::value))
                .and("e.domain = :shop", "shop", query.shop().map(ShopDomain::value))
                .and("e.type = :type", "type", query.type())
                .and("(e.accessFingerprint = :mark or e.refreshFingerprint = :mark)", "mark", query.fingerprint())
                .and("e.id < :before", "before", query.before());
        String hql = "from Event e where " + conditions + " order by e.id desc";
        return inSession(session -> conditions
                        .bind(session.createSelectionQuery(hql, EventRow.class))
                        .setMaxResults(query.limit())
                        .getResultList())
                .map(rows -> rows.stream().map(EventRow::toEvent).toList());
    }

    private <T> Uni<T> inSession(Function<Session, Uni<T>> work) {
        return bounded(Uni.createFrom()
                .deferred(() -> sessions.withSession(work))
                .runSubscriptionOn(subscription -> aside().runOnContext(now -> subscription.run())));
    }

    /**
     * A session lives in a context that nobody shares with it. Who asks may have none such: an enrolment that was recorded
     * at the second attempt goes on from a timer.
     */
    private Context aside() {
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        return context;
    }

    private static <T> Uni<T> bounded(Uni<T> work) {
        return work.ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warnf("a listing failed: %s", failure))
                .onFailure()
                .transform(StoreUnavailableException::new);
    }
}

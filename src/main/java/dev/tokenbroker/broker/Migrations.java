package dev.tokenbroker.broker;

import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.broker.MigrationOutcome.Migrated;
import dev.tokenbroker.broker.MigrationOutcome.NotMigrated;
import dev.tokenbroker.broker.TokenOutcome.Cause;
import dev.tokenbroker.installation.Failing;
import dev.tokenbroker.installation.FailureCause;
import dev.tokenbroker.installation.GrantKind;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.installation.InstallationKey;
import dev.tokenbroker.installation.InstallationState;
import dev.tokenbroker.installation.InstallationStore;
import dev.tokenbroker.installation.StoreUnavailableException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Turns legacy grants into expiring ones, one at a time. Whoever asks again joins what is under way, or asks for its answer. */
@Singleton
public final class Migrations {
    /** From then on Shopify takes no non-expiring token of a public app, and exchanges none. */
    public static final Instant DEADLINE = Instant.parse("2027-01-01T00:00:00Z");

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final InstallationStore store;
    private final Renewals renewals;
    private final Holdings holdings;

    Migrations(InstallationStore store, Renewals renewals, Holdings holdings) {
        this.store = store;
        this.renewals = renewals;
        this.holdings = holdings;
    }

    /** @param actor as the audit record names it */
    public Uni<MigrationOutcome> migrate(InstallationKey key, Actor actor) {
        return store.find(key)
                .flatMap(found -> found.filter(row -> row.token().isPresent())
                        .map(row -> migrate(row, Trigger.migration(actor)))
                        .orElseGet(() -> not(new TokenOutcome.UnknownShop())))
                .onFailure(StoreUnavailableException.class)
                .recoverWithItem(() -> new NotMigrated(new TokenOutcome.Unavailable(Cause.STORE, SOON)));
    }

    /** One of a fleet's. */
    public Uni<MigrationOutcome> migrate(Installation row) {
        return migrate(row, Trigger.RUN);
    }

    private Uni<MigrationOutcome> migrate(Installation row, Trigger trigger) {
        if (row.grant() != GrantKind.LEGACY) {
            return not(new TokenOutcome.NotEligible());
        }
        return renewals.join(row, trigger)
                .call(attempted -> attempted
                        .row()
                        .<Uni<?>>map(holdings::take)
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .map(Migrations::outcome)
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(() -> new NotMigrated(new TokenOutcome.Unavailable(Cause.SHOPIFY, SOON)));
    }

    private static MigrationOutcome outcome(Attempted attempted) {
        if (attempted.row().isEmpty()) {
            return new NotMigrated(new TokenOutcome.UnknownShop());
        }
        Installation now = attempted.row().get();
        return now.grant() == GrantKind.EXPIRING ? new Migrated(now) : new NotMigrated(why(now, attempted.held()));
    }

    private static TokenOutcome why(Installation row, Optional<FailureCause> held) {
        Optional<FailureCause> cause = held.or(() -> row.failing().map(Failing::cause));
        if (row.state() == InstallationState.REAUTHORIZATION_REQUIRED) {
            return new TokenOutcome.ReauthorizationRequired(row.stateReason().orElse("unknown"), row.stateSince());
        }
        if (cause.filter(FailureCause.MIGRATION_REFUSED::equals).isPresent()
                && row.migrationSecret().isEmpty()) {
            return new TokenOutcome.NotEligible();
        }
        Duration wait = row.renewableIn().compareTo(SOON) < 0 ? SOON : row.renewableIn();
        return cause.map(known -> ServingRule.unavailable(known, wait))
                .orElseGet(() -> new TokenOutcome.Unavailable(Cause.SHOPIFY, wait));
    }

    private static Uni<MigrationOutcome> not(TokenOutcome why) {
        return Uni.createFrom().item(new NotMigrated(why));
    }
}

package dev.tokenbroker.postgres;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.audit.Actor;
import dev.tokenbroker.audit.EventType;
import dev.tokenbroker.installation.Delivery;
import dev.tokenbroker.installation.Departure;
import dev.tokenbroker.installation.Departures;
import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.shop.ShopId;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.token.Ticker;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Departures in the installation's own row, so that an acquisition and a report see one another whatever their order. */
@ApplicationScoped
class PostgresDepartures implements Departures {
    static final Actor ACTOR = Actor.of("shopify");

    /** By the number of the shop; by its domain only where that number is not known on one of the sides. */
    private static final String OF_SHOP = """
            app = $1 and (shop_id = $2::bigint or (shop_id is null or $2::bigint is null) and domain = $3::varchar)
            """;

    /** The clocks of Shopify and of the database may differ by minutes: what lies so near is left to the confirmation. */
    private static final String REPORT = """
            with found as (
              select id, coalesce(acquired_at, created_at) as acquired, uninstall_believed as believed_before,
                uninstall_reported_at as reported_before, coalesce(shop_id = $2::bigint, false) as bound
              from installation where %s and data_key_id is not null
              order by shop_id is null limit 1 for no key update
            ), noted as (
              update installation i set
                uninstall_believed = i.uninstall_believed or f.bound and $4::timestamptz > f.acquired,
                uninstall_reported_at = case when i.uninstall_reported_at is null
                    or not i.uninstall_believed and f.bound and $4::timestamptz > f.acquired
                  then now() else i.uninstall_reported_at end,
                uninstall_check_at = now(), updated_at = now()
              from found f where i.id = f.id and $4::timestamptz > f.acquired - interval '5 min'
              returning i.id, i.uninstall_believed
            )
            select f.id, noted.id is not null as noted, f.reported_before is null as first,
              coalesce(noted.uninstall_believed, false) and not f.believed_before as stops
            from found f left join noted on true
            """.formatted(OF_SHOP);

    private static final String TO_REDACT = """
            select id, coalesce(acquired_at, created_at) > $4::timestamptz as late,
              coalesce(shop_id = $2::bigint, false) or data_key_id is null as proven
            from installation where %s and (data_key_id is not null or state = 'uninstalled')
            order by shop_id is null limit 1 for no key update
            """.formatted(OF_SHOP);

    private static final String REDACT =
            "update installation set " + Erasure.COLUMNS + ", " + Erasure.UNSEEN + " where id = $1";

    private static final String REPORTED = "select " + InstallationRow.COLUMNS + " from installation i "
            + InstallationRow.JOIN + """
            where i.app = $2 and i.uninstall_reported_at is not null and i.uninstall_check_at <= now() and i.data_key_id is not null
              and %s
            order by i.uninstall_check_at limit $3
            """.formatted(InstallationRow.LEASE_FREE);

    private static final String CLAIM = """
            with c as (
              update installation set fence = fence + 1, lease_owner = $2, lease_until = now() + $3 * interval '1 second',
                attempt_id = $4, attempt_kind = 'uninstall', attempt_started_at = now(),
                uninstall_check_at = now() + $3 * interval '1 second'
              where id = $5 and data_key_id = $6 and uninstall_reported_at is not null
                and %s
              returning *
            )
            select %s, i.fence, %s as renewal_refused, %s as untried from c i %s
            """.formatted(
                    InstallationRow.LEASE_FREE,
                    InstallationRow.COLUMNS,
                    PostgresDeparture.RENEWAL_REFUSED,
                    PostgresDeparture.UNTRIED,
                    InstallationRow.JOIN);

    private final Database database;
    private final Ticker ticker;
    private final Duration settle;

    PostgresDepartures(Database database, Ticker ticker, RefreshSettings refresh) {
        this.database = database;
        this.ticker = ticker;
        this.settle = refresh.settle();
    }

    @Override
    public Uni<Report> report(Delivery delivery) {
        return database.transaction(connection -> connection
                .preparedQuery(REPORT)
                .execute(about(delivery))
                .flatMap(rows -> Database.first(rows)
                        .map(row -> noted(connection, row))
                        .orElseGet(() -> Uni.createFrom().item(Report.UNKNOWN_SHOP))));
    }

    private static Uni<Report> noted(SqlConnection connection, Row row) {
        if (!row.getBoolean("noted")) {
            return Uni.createFrom().item(Report.LATE);
        }
        UUID id = row.getUUID("id");
        return (row.getBoolean("first")
                        ? told(connection, id)
                        : Uni.createFrom().voidItem())
                .chain(() -> row.getBoolean("stops")
                        ? Announcement.toReplicas(connection, id)
                        : Uni.createFrom().voidItem())
                .replaceWith(Report.NOTED);
    }

    private static Uni<Void> told(SqlConnection connection, UUID id) {
        return Announcement.toRecord(connection, id, EventType.UNINSTALL_REPORTED, ACTOR, Optional.empty());
    }

    @Override
    public Uni<Redaction> redact(Delivery delivery) {
        return database.transaction(connection -> connection
                .preparedQuery(TO_REDACT)
                .execute(about(delivery))
                .flatMap(rows -> Database.first(rows)
                        .map(row -> redact(connection, row))
                        .orElseGet(() -> Uni.createFrom().item(Redaction.UNKNOWN_SHOP))));
    }

    private static Uni<Redaction> redact(SqlConnection connection, Row row) {
        if (row.getBoolean("late") || !row.getBoolean("proven")) {
            return Uni.createFrom().item(row.getBoolean("late") ? Redaction.LATE : Redaction.UNPROVEN);
        }
        UUID id = row.getUUID("id");
        return connection
                .preparedQuery(REDACT)
                .execute(Tuple.of(id))
                .chain(() -> Erasure.wipe(connection, id))
                .chain(() -> Announcement.of(connection, id, EventType.ERASED, ACTOR, Optional.of("redacted")))
                .replaceWith(Redaction.ERASED);
    }

    @Override
    public Uni<List<Installation>> reported(AppName app, int most) {
        long askedAt = ticker.nanos();
        return database.query(REPORTED, Tuple.of(Database.seconds(settle), app.value(), most))
                .map(rows -> InstallationRow.all(rows, askedAt));
    }

    @Override
    public Uni<Optional<Departure>> claim(Installation reported, String owner, Duration lease) {
        UUID attempt = UUID.randomUUID();
        long askedAt = ticker.nanos();
        Tuple parameters = Tuple.tuple()
                .addDouble(Database.seconds(settle))
                .addString(owner)
                .addDouble(Database.seconds(lease))
                .addUUID(attempt)
                .addUUID(reported.id())
                .addUUID(reported.dataKey().id());
        return database.query(CLAIM, parameters)
                .map(rows -> Database.first(rows)
                        .map(row -> new PostgresDeparture(
                                database,
                                InstallationRow.read(row, askedAt),
                                row.getLong("fence"),
                                attempt,
                                row.getBoolean("renewal_refused"),
                                row.getBoolean("untried"))));
    }

    private static Tuple about(Delivery delivery) {
        return Tuple.tuple()
                .addString(delivery.app().value())
                .addLong(delivery.shopId().map(ShopId::value).orElse(null))
                .addString(delivery.domain().map(ShopDomain::value).orElse(null))
                .addOffsetDateTime(delivery.triggeredAt().orElseThrow().atOffset(ZoneOffset.UTC));
    }
}

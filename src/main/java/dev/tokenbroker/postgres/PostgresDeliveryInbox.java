package dev.tokenbroker.postgres;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.installation.Delivery;
import dev.tokenbroker.installation.Delivery.Topic;
import dev.tokenbroker.installation.DeliveryInbox;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.shop.ShopId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The inbox as a table: the key keeps the second copy of a delivery out, a row taken is due again when its lease ends. */
@ApplicationScoped
class PostgresDeliveryInbox implements DeliveryInbox {
    /** What has no time happened just now, as far as anybody knows, and nothing happens in the future. */
    private static final String ACCEPT = """
            insert into webhook_delivery (app, delivery_id, topic, shop_id, domain, triggered_at, scopes)
            values ($1, $2, $3, $4, $5, least($6::timestamptz, now()), $7) on conflict (app, delivery_id) do nothing
            """;

    private static final String TAKE = """
            update webhook_delivery set due_at = now() + $1 * interval '1 second'
            where (app, delivery_id) in (
              select app, delivery_id from webhook_delivery where due_at <= now() order by due_at limit $2
              for update skip locked)
            returning app, delivery_id, topic, shop_id, domain, triggered_at, scopes,
              extract(epoch from now() - received_at)::float8 as age
            """;

    private static final String DONE =
            "update webhook_delivery set due_at = null, outcome = $3 where app = $1 and delivery_id = $2";

    private static final String PUT_OFF = """
            update webhook_delivery set due_at = now() + $3 * interval '1 second'
            where app = $1 and delivery_id = $2 and due_at is not null
            """;

    private final Database database;

    PostgresDeliveryInbox(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Void> accept(Delivery delivery) {
        Tuple parameters = key(delivery)
                .addString(delivery.topic().label())
                .addLong(delivery.shopId().map(ShopId::value).orElse(null))
                .addString(delivery.domain().map(ShopDomain::value).orElse(null))
                .addOffsetDateTime(delivery.triggeredAt()
                        .map(instant -> instant.atOffset(ZoneOffset.UTC))
                        .orElse(null))
                .addString(delivery.granted().map(Scopes::toString).orElse(null));
        return database.query(ACCEPT, parameters).replaceWithVoid();
    }

    @Override
    public Uni<List<Waiting>> take(int most, Duration lease) {
        return database.query(TAKE, Tuple.of(Database.seconds(lease), most)).map(rows -> {
            List<Waiting> taken = new ArrayList<>();
            rows.forEach(
                    row -> Topic.ofLabel(row.getString("topic")).ifPresent(topic -> taken.add(waiting(row, topic))));
            return taken;
        });
    }

    @Override
    public Uni<Void> done(Delivery delivery, String outcome) {
        return database.query(DONE, key(delivery).addString(outcome)).replaceWithVoid();
    }

    @Override
    public Uni<Void> putOff(Delivery delivery, Duration wait) {
        return database.query(PUT_OFF, key(delivery).addDouble(Database.seconds(wait)))
                .replaceWithVoid();
    }

    private static Tuple key(Delivery delivery) {
        return Tuple.tuple().addString(delivery.app().value()).addString(delivery.id());
    }

    /** A topic that a later release took in is left to its replicas. */
    private static Waiting waiting(Row row, Topic topic) {
        Delivery delivery = new Delivery(
                new AppName(row.getString("app")),
                row.getString("delivery_id"),
                topic,
                Optional.ofNullable(row.getLong("shop_id")).map(ShopId::new),
                Optional.ofNullable(row.getString("domain")).map(ShopDomain::new),
                Optional.ofNullable(row.getOffsetDateTime("triggered_at")).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("scopes")).map(Scopes::parse));
        return new Waiting(delivery, Duration.ofMillis(Math.round(row.getDouble("age") * 1_000)));
    }
}

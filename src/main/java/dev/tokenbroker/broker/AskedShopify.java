package dev.tokenbroker.broker;

import dev.tokenbroker.installation.Installation;
import dev.tokenbroker.shop.ShopDomain;
import dev.tokenbroker.token.AccessToken;
import dev.tokenbroker.token.AdminProbe;
import dev.tokenbroker.token.ProbeAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Asks Shopify with an installation's own access token, where it has one that lives. */
@Singleton
final class AskedShopify {
    /** A call must not outlast its token, or its end would pass for a refusal. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(30);

    private final Holdings holdings;
    private final ServingRule rule;
    private final AdminProbe probe;

    AskedShopify(Holdings holdings, ServingRule rule, AdminProbe probe) {
        this.holdings = holdings;
        this.rule = rule;
        this.probe = probe;
    }

    /** Nothing where no token lives. Fails where its key cannot be had now. */
    Uni<Optional<ProbeAnswer>> about(Installation row, ShopDomain at) {
        return livingToken(row)
                .flatMap(token -> token.map(living -> probe.probe(at, living).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** Nothing where none lives. Fails where its key cannot be had now. */
    Uni<Optional<AccessToken>> livingToken(Installation row) {
        return holdings.take(row).map(holding -> holding.token().filter(token -> rule.outlives(holding, LONGEST_CALL)));
    }
}

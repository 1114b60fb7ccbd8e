package dev.tokenbroker.importer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.simulator.IssuedPair;
import dev.tokenbroker.simulator.SimulatedShop;
import dev.tokenbroker.world.BrokerClient;
import dev.tokenbroker.world.DevelopmentWorld;
import dev.tokenbroker.world.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command and a broker. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class BrokerImportTest {
    private static final String HEAD =
            "shopify_domain,shopify_token,access_scopes,expires_at,refresh_token,refresh_token_expires_at\n";

    @TestHTTPResource("/v1/imports")
    URI imports;

    @TestHTTPResource("/")
    URI base;

    @TempDir
    Path directory;

    DevelopmentWorld world;
    BrokerClient broker;

    @BeforeEach
    void connect() {
        broker = new BrokerClient(world, base);
    }

    private Typed send(String token, String export, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), token + "\n");
        String[] options = IntStream.range(0, 3 + more.length)
                .mapToObj(i -> i < more.length
                        ? more[i]
                        : new String[] {"--from=shopify-app", "--to=" + imports, "--token-file=" + file}
                                [i - more.length])
                .toArray(String[]::new);
        return Typed.command(export, options);
    }

    private String row(SimulatedShop shop) {
        IssuedPair pair = shop.issueExpiring(world.app());
        return shop.domain() + "," + pair.accessToken() + ",\"" + DevelopmentWorld.SCOPES + "\",2026-01-01 00:00:00,"
                + pair.refreshToken() + ",2199-01-01 00:00:00\n";
    }

    @Test
    void everyRowComesToTheBrokerAndARunAgainChangesNothing() throws IOException {
        SimulatedShop first = broker.newShop();
        SimulatedShop last = broker.newShop();
        String between = IntStream.range(0, 450)
                .mapToObj(number -> "between-" + number + ".myshopify.com,shpat_sim" + number + ",read_products,,,\n")
                .collect(Collectors.joining());
        String export = HEAD + row(first) + between + "bad.myshopify.com,shpat_sim ä,read_products,,,\n" + row(last);
        String token = world.callerToken(Duration.ofHours(1));

        Typed rehearsed = send(token, export, "--dry-run");
        Typed sent = send(token, export);
        Typed again = send(token, export);

        String bad = "row 452 bad.myshopify.com invalid-request: access_token is missing, or not of the type that is"
                + " wanted here";
        assertThat(rehearsed.out().lines())
                .containsExactly(
                        bad, "created: 452", "failed, invalid-request: 1", "nothing was written: this was a dry run");
        assertThat(sent.out().lines()).containsExactly(bad, "created: 452", "failed, invalid-request: 1");
        assertThat(again.out().lines()).contains("unchanged or updated: 452");
        assertThat(sent.out() + sent.err()).doesNotContain("shpat_").doesNotContain("shprt_");
        assertThat(sent.status()).isEqualTo(1);
        assertThat(broker.read(first.domain()).status()).isEqualTo(200);
        assertThat(broker.read(last.domain()).body().getLong("version")).isEqualTo(2);
    }

    @Test
    void aCallerThatIsRefusedStopsIt() throws IOException {
        Typed typed = send("none", HEAD + "old.myshopify.com,shpat_sim2,read_products,,,\n");

        assertThat(typed.err().lines()).containsExactly("the broker refuses the import: 401 unauthenticated");
        assertThat(typed.status()).isEqualTo(1);
    }
}

package dev.tokenbroker.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportsTest {
    private static final String SESSIONS =
            "id,shop,state,isOnline,scope,expires,accessToken,userId,refreshToken," + "refreshTokenExpires\n";
    private static final String SHOPS =
            "id,shopify_domain,shopify_token,access_scopes,expires_at,refresh_token,refresh_token_expires_at\n";

    private static JsonObject pair(String shop) {
        return new JsonObject()
                .put("shop", shop)
                .put("grant", "expiring")
                .put("access_token", "shpat_sim1")
                .put("refresh_token", "shprt_sim1")
                .put("expires_at", "2026-11-22T15:04:05Z")
                .put("refresh_token_expires_at", "2027-02-20T14:04:05Z")
                .put("scope", "read_products,write_orders");
    }

    private static JsonObject legacy(String shop) {
        return new JsonObject()
                .put("shop", shop)
                .put("grant", "legacy")
                .put("access_token", "shpat_sim2")
                .put("scope", "read_products");
    }

    @Test
    void sessionsOfTheJavaScriptPackagesBecomeLinesAndThoseOfBrowsersDoNot() {
        Typed typed = Typed.command(
                SESSIONS
                        + "offline_acme.myshopify.com,acme.myshopify.com,,f,\"read_products,write_orders\","
                        + "2026-11-22 15:04:05,shpat_sim1,,shprt_sim1,2027-02-20 14:04:05\n"
                        + "offline_old.myshopify.com,old.myshopify.com,,false,read_products,,shpat_sim2,,,\n"
                        + "6a1,acme.myshopify.com,,true,read_products,,shpat_sim3,7,,\n"
                        + "acme.myshopify.com_7,acme.myshopify.com,,0,read_products,,shpat_sim4,7,,\n",
                "--from=shopify-sessions");

        assertThat(typed.lines()).containsExactly(pair("acme.myshopify.com"), legacy("old.myshopify.com"));
        assertThat(typed.err().lines())
                .containsExactly(
                        "read: 2", "skipped, online session: 1", "skipped, session that is not the shop's own: 1");
        assertThat(typed.status()).isZero();
    }

    /** The packages' own stores keep seconds in one column and milliseconds in the other; Prisma keeps times. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1795359845,1803132245000",
                "1795359845000,1803132245000",
                "2026-11-22T15:04:05.000Z,2027-02-20T14:04:05Z",
                "2026-11-22 15:04:05.000,2027-02-20 14:04:05+00",
                "2026-11-22 16:04:05+01:00,2027-02-20 14:04:05 UTC",
                "2026-11-22 15:04:05,",
            })
    void timesAreReadHoweverTheStoreWritesThem(String times) {
        Typed typed = Typed.command(
                "ID,SHOP,ISONLINE,SCOPE,ACCESSTOKEN,REFRESHTOKEN,EXPIRES,REFRESHTOKENEXPIRES\n"
                        + "offline_acme.myshopify.com,acme.myshopify.com,false,\"read_products,write_orders\",shpat_sim1,"
                        + "shprt_sim1," + times + "\n",
                "--from=shopify-sessions");

        assertThat(typed.lines()).containsExactly(pair("acme.myshopify.com"));
    }

    @Test
    void shopsOfTheRubyGemBecomeLines() {
        Typed typed = Typed.command(
                SHOPS
                        + "1,acme.myshopify.com,shpat_sim1,\"read_products,write_orders\",2026-11-22 15:04:05,"
                        + "shprt_sim1,2027-02-20 14:04:05.123456\n"
                        + "2,old.myshopify.com,shpat_sim2,read_products,,,\n",
                "--from=shopify-app",
                "--app=eu");

        assertThat(typed.lines())
                .containsExactly(
                        pair("acme.myshopify.com")
                                .put("refresh_token_expires_at", "2027-02-20T14:04:05.123Z")
                                .put("app", "eu"),
                        legacy("old.myshopify.com").put("app", "eu"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s,%s,%s]", "{\"connections\":[%s,%s,%s]}", "%s\n%s\n%s\n"})
    void connectionsOfNangoBecomeLinesAndOtherProvidersDoNot(String shape) {
        JsonObject raw = new JsonObject()
                .put("scope", "read_products,write_orders")
                .put("expires_in", 3600)
                .put("refresh_token_expires_in", 7_776_000);
        JsonObject credentials = new JsonObject()
                .put("type", "OAUTH2")
                .put("access_token", "shpat_sim1")
                .put("refresh_token", "shprt_sim1")
                .put("expires_at", "2026-11-22T15:04:05.000Z")
                .put("raw", raw);
        JsonObject shopify = new JsonObject()
                .put("connection_id", "1")
                .put("provider_config_key", "shopify-eu")
                .put("provider", "shopify")
                .put("connection_config", new JsonObject().put("subdomain", "acme"))
                .put("credentials", credentials);
        JsonObject other = shopify.copy().put("provider", "zendesk");
        JsonObject key = shopify.copy().put("credentials", new JsonObject().put("type", "API_KEY"));

        Typed typed = Typed.command(shape.formatted(shopify.encode(), other.encode(), key.encode()), "--from=nango");

        assertThat(typed.lines()).containsExactly(pair("acme.myshopify.com"));
        assertThat(typed.err())
                .contains("skipped, connection of another integration: 1")
                .contains("skipped, connection without OAuth 2.0 credentials: 1");
    }

    @Test
    void aRowThatCannotBeTakenOverIsNamedWithoutItsValues() {
        Typed typed = Typed.command(
                SHOPS
                        + "1,shop.example.com,shpat_sim1,read_products,,,\n"
                        + "2,a.myshopify.com,,read_products,,,\n"
                        + "3,b.myshopify.com,shpat_sim1,,,,\n"
                        + "4,c.myshopify.com,shpat_sim1,read_products,2026-11-22 15:04:05,,\n"
                        + "5,d.myshopify.com,shpat_sim1,read_products,shpat_simoops,shprt_sim1,\n"
                        + "6,e.myshopify.com,shpat_sim1,read_products,,shprt_sim1,\n"
                        + "7,old.myshopify.com,shpat_sim2,read_products,,,\n",
                "--from=shopify-app");

        assertThat(typed.lines()).containsExactly(legacy("old.myshopify.com"));
        assertThat(typed.err().lines())
                .containsExactly(
                        "row 1 not-sent: names no *.myshopify.com domain",
                        "row 2 a.myshopify.com not-sent: shopify_token is missing",
                        "row 3 b.myshopify.com not-sent: access_scopes is missing: say it with --scope",
                        "row 4 c.myshopify.com not-sent: expires and has no refresh token",
                        "row 5 d.myshopify.com not-sent: expires_at is no time",
                        "row 6 e.myshopify.com not-sent: refresh_token_expires_at is missing",
                        "read: 1",
                        "failed, not-sent: 6");
        assertThat(typed.status()).isEqualTo(1);
    }

    @Test
    void aScopeThatTheExportDoesNotSayIsSaidByTheOperator() {
        Typed typed = Typed.command(
                "shopify_domain,shopify_token\nold.myshopify.com,shpat_sim2\n",
                "--from=shopify-app",
                "--scope=read_products");

        assertThat(typed.lines()).containsExactly(legacy("old.myshopify.com"));
    }

    @Test
    void aDryRunWithoutABrokerShowsNoLine() {
        Typed typed = Typed.command(
                SHOPS + "2,old.myshopify.com,shpat_sim2,read_products,,,\n", "--from=shopify-app", "--dry-run");

        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("read: 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"shpat_simoops", "a,b\n\"shpat_simoops", "{\"a\":shpat_simoops}", "[{\"a\":1},shpat_simoops"})
    void whatIsNoExportIsNotQuoted(String file) {
        for (String from : new String[] {"--from=shopify-sessions", "--from=shopify-app", "--from=nango"}) {
            Typed typed = Typed.command(file, from);

            assertThat(typed.out() + typed.err()).doesNotContain("oops").doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--from=elsewhere",
                "--from=nango --from=nango",
                "--from=nango --to=http://b/v1/imports",
                "--from=nango --token-file=t",
                "--from=nango --to=ftp://b/v1/imports --token-file=t",
                "--from=nango --dry-run=yes",
                "--from=nango --nothing",
                "--from",
                "--from=nango another",
            })
    void whatIsMistypedIsAnsweredWithTheUsage(String options) {
        Typed typed = Typed.command("[]", options.isEmpty() ? new String[0] : options.split(" "));

        assertThat(typed.status()).isEqualTo(2);
        assertThat(typed.err()).contains("usage: import");
    }
}

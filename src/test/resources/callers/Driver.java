import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class Driver {
    static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    static volatile double later;
    static final ShopifyTokens TOKENS = new ShopifyTokens() {
        @Override
        protected double now() {
            return super.now() + later;
        }
    };

    public static void main(String[] arguments) throws Exception {
        List<String> crowd = crowd(() -> value("CROWD"));
        crowd.add(value("CROWD"));
        System.out.println("crowd " + crowd.size() + " " + new HashSet<>(crowd).size());
        System.out.println("refused " + count(crowd(Driver::callTwice), "200"));
        List<String> busy = crowd(() -> value("BUSY"));
        busy.addAll(crowd(() -> value("BUSY")));
        System.out.println("busy " + busy.size() + " " + count(busy, "503 shopify-unavailable"));
        value("PERMANENT");
        System.out.println("permanent " + value("PERMANENT").startsWith("shp"));
        String token = value("OUTAGE");
        later = 40 * 60;
        System.out.println("outage " + count(crowd(() -> value("OUTAGE")), token));
        later = 61 * 60;
        System.out.println("ended " + count(crowd(() -> value("OUTAGE")), "503 keys-unavailable"));
        System.exit(0);
    }

    static String callTwice() throws Exception {
        String shop = System.getenv("REFUSED");
        ShopifyTokens.AccessToken token = TOKENS.token(shop);
        int status = callShopify(shop, token.value());
        if (status == 401) {
            status = callShopify(shop, TOKENS.refused(shop, token.version()).value());
        }
        return String.valueOf(status);
    }

    static int callShopify(String shop, String token) throws Exception {
        String url = System.getenv("SHOPIFY_URL").replace("{shop}", shop) + "/admin/api/2026-10/graphql.json";
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("X-Shopify-Access-Token", token)
                                .POST(BodyPublishers.ofString("{\"query\":\"{ shop { id } }\"}"))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    static String value(String shop) throws InterruptedException {
        try {
            return TOKENS.token(System.getenv(shop)).value();
        } catch (ShopifyTokens.NoTokenException none) {
            return none.status + " " + none.code;
        }
    }

    static List<String> crowd(Callable<String> asker) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(64);
        List<String> answers = new ArrayList<>();
        List<Callable<String>> askers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            askers.add(asker);
        }
        for (Future<String> answer : threads.invokeAll(askers)) {
            answers.add(answer.get());
        }
        threads.shutdown();
        return answers;
    }

    static long count(List<String> answers, String expected) {
        return answers.stream().filter(expected::equals).count();
    }
}

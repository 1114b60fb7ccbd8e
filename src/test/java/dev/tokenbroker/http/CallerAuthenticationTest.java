package dev.tokenbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenbroker.world.CallerTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(EdgeWorld.class)
class CallerAuthenticationTest {
    private static final String PROBE = "/v1/shops/probe/caller";
    private static final Duration LIFE = Duration.ofMinutes(10);

    CallerTokens tokens;
    Path callersFile;

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "EdDSA"})
    void aTokenOfEachAcceptedAlgorithmIsBelieved(String algorithm) {
        HttpResponse<String> answer = get(tokens.sign(algorithm, claims()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()).getString("caller")).isEqualTo("orders");
    }

    @Test
    void aTokenIsBelievedAgainFromMemory() {
        String token = tokens.sign("ES256", claims());

        assertThat(get(token).statusCode()).isEqualTo(200);
        assertThat(get(token).statusCode()).isEqualTo(200);
        assertThat(get(token.substring(0, token.length() - 4) + "AAAA").statusCode())
                .isEqualTo(401);
    }

    @Test
    void withoutATokenTheAnswerAsksForOne() {
        HttpResponse<String> answer = get(null);

        EdgeClient.assertProblem(answer, ProblemCode.UNAUTHENTICATED);
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer");
    }

    @Test
    void aWrongTokenIsToldFromNone() {
        refused("sim.not.a-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "nOnE", "HS256", "rs256", "eddsa", "ES384", "RS512", "PS256"})
    void otherAlgorithmsAreRefused(String algorithm) {
        String token = tokens.sign("ES256", claims());
        String header = encode("{\"alg\":\"" + algorithm + "\",\"kid\":\"sim-ES256\",\"typ\":\"JWT\"}");

        refused(header + token.substring(token.indexOf('.')));
        refused(header + token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1));
    }

    @Test
    void aPublicKeyIsNoSharedSecret() throws JoseException {
        JsonWebSignature forged = new JsonWebSignature();
        forged.setPayload(claims().toJson());
        forged.setAlgorithmHeaderValue("HS256");
        forged.setKeyIdHeaderValue("sim-RS256");
        forged.setKey(new HmacKey(tokens.key("RS256").getPublicKey().getEncoded()));

        refused(forged.getCompactSerialization());
    }

    @Test
    void aKeyOfTheWrongKindForTheAlgorithmIsRefused() {
        refused(tokens.sign("ES256", claims().toJson(), Map.of("kid", "sim-RS256")));
        refused(tokens.sign("RS256", claims().toJson(), Map.of("kid", "sim-ES256")));
    }

    @Test
    void anEmptyOrAllZeroSignatureIsRefused() {
        String unsigned = withoutSignature(tokens.sign("ES256", claims()));

        refused(unsigned);
        refused(unsigned + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "' or 1=1 --", "file:///etc/passwd", "http://127.0.0.1:1/", "\u0000"})
    void aStrangeKeyIdFindsNoKey(String kid) {
        refused(tokens.sign("ES256", claims().toJson(), Map.of("kid", kid)));
    }

    @Test
    void aKeyThatTheTokenBringsAlongIsNotUsed() {
        CallerTokens stranger = CallerTokens.generate(EdgeWorld.ISSUER, Clock.systemUTC());
        Map<String, Object> key =
                Map.of("kty", "EC", "crv", "P-256", "x", coordinate(stranger, "x"), "y", coordinate(stranger, "y"));

        refused(stranger.sign("ES256", claims().toJson(), Map.of("jwk", key)));
        refused(stranger.sign("ES256", claims().toJson(), Map.of("jku", "http://127.0.0.1:1/jwks.json")));
        refused(stranger.sign("ES256", claims().toJson(), Map.of("x5u", "http://127.0.0.1:1/cert.pem")));
    }

    @Test
    void theAudienceIsOursAlone() {
        refused(signed(claims -> claims.setAudience("another-service")));
        refused(signed(claims -> claims.setAudience(EdgeWorld.AUDIENCE, "another-service")));
        refused(signed(claims -> claims.setAudience("Shopify-Token-Broker")));
        refused(signed(claims -> claims.unsetClaim("aud")));
        accepted(signed(claims -> claims.setAudience(List.of(EdgeWorld.AUDIENCE))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://issuer.sim.test/",
                "https://Issuer.sim.test",
                "https://\u0456ssuer.sim.test",
                "",
                "kubernetes"
            })
    void anotherIssuerIsRefused(String issuer) {
        refused(signed(claims -> claims.setIssuer(issuer)));
    }

    @Test
    void timesAreKept() {
        refused(signed(claims -> claims.setExpirationTimeMinutesInTheFuture(-1)));
        refused(signed(claims -> claims.setNotBeforeMinutesInThePast(-5)));
        refused(signed(claims -> claims.unsetClaim("exp")));
        refused(signed(claims -> claims.setClaim("exp", "tomorrow")));
        refused(tokens.sign("ES256", payload("\"exp\":1e400"), Map.of()));
        refused(tokens.sign("ES256", payload("\"exp\":99999999999999"), Map.of()));
    }

    @Test
    void theSubjectDecidesWhateverOtherNamesSay() {
        accepted(signed(claims -> {
            claims.setClaim("upn", "somebody");
            claims.setClaim("preferred_username", "somebody");
        }));
        EdgeClient.assertProblem(
                get(signed(claims -> {
                    claims.setSubject("somebody");
                    claims.setClaim("upn", "orders");
                    claims.setClaim("preferred_username", "orders");
                })),
                ProblemCode.FORBIDDEN);
        refused(signed(claims -> {
            claims.unsetClaim("sub");
            claims.setClaim("upn", "orders");
        }));
    }

    @Test
    void encryptedNestedAndMalformedTokensAreRefused() {
        String token = tokens.sign("ES256", claims());
        Stream.of(
                        encode("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}") + ".a.b.c.d",
                        encode("{\"alg\":\"ES256\",\"cty\":\"JWT\",\"kid\":\"sim-ES256\"}") + "." + token,
                        encode("{\"alg\":\"none\",\"alg\":\"ES256\"}") + token.substring(token.indexOf('.')),
                        encode("{\"alg\":[\"ES256\"]}") + token.substring(token.indexOf('.')),
                        encode("[".repeat(3000)) + token.substring(token.indexOf('.')),
                        token + ".",
                        token + "=",
                        " " + token,
                        token.replace('.', ' '),
                        "..")
                .forEach(this::refused);
    }

    @Test
    void aTokenOfMoreThanEightKibibytesIsRefusedBeforeItsSignature() {
        refused(signed(claims -> claims.setClaim("ballast", "x".repeat(8000))));
    }

    @Test
    void deeplyNestedClaimsDoNoHarm() {
        String deep = "[".repeat(1000) + "]".repeat(1000);

        assertThat(get(tokens.sign("ES256", payload("\"exp\":4102444800,\"deep\":" + deep), Map.of()))
                        .statusCode())
                .isIn(200, 401);
    }

    @Test
    void aTokenInTheQueryStringOrACookieIsNoToken() {
        String token = tokens.sign("ES256", claims());

        for (String name : List.of("access_token", "token", "bearer")) {
            EdgeClient.assertProblem(
                    new EdgeClient(EdgeWorld.port(), null).get(PROBE + "?" + name + "=" + token),
                    ProblemCode.UNAUTHENTICATED);
        }
        EdgeClient.assertProblem(
                new EdgeClient(EdgeWorld.port(), null)
                        .send(PROBE, request -> request.header("Cookie", "Bearer=" + token)),
                ProblemCode.UNAUTHENTICATED);
    }

    @Test
    void aTokenInTheQueryBesideAnHonestOneIsAnUnknownParameter() {
        HttpResponse<String> answer =
                new EdgeClient(EdgeWorld.port(), tokens.sign("ES256", claims())).get(PROBE + "?access_token=eyJsim");

        EdgeClient.assertProblem(answer, ProblemCode.INVALID_REQUEST);
        assertThat(answer.body()).doesNotContain("eyJsim");
    }

    @Test
    void twoAuthorizationHeadersAreRefused() {
        String token = tokens.sign("ES256", claims());

        HttpResponse<String> answer = new EdgeClient(EdgeWorld.port(), token)
                .send(PROBE, request -> request.header("Authorization", "Bearer " + token));

        EdgeClient.assertProblem(answer, ProblemCode.UNAUTHENTICATED);
    }

    @Test
    void aStrangerWithAnHonestTokenMayNothing() {
        EdgeClient.assertProblem(get(tokens.mint("stranger", EdgeWorld.AUDIENCE, LIFE)), ProblemCode.FORBIDDEN);
    }

    @Test
    void aChangeOfPolicyActsOnATokenThatIsRememberedAlready() throws Exception {
        EdgeClient followed = new EdgeClient(EdgeWorld.port(), tokens.mint("followed", EdgeWorld.AUDIENCE, LIFE));
        assertThat(followed.post("/v1/shops/probe/operate", "").statusCode()).isEqualTo(200);
        String before = Files.readString(callersFile);

        Files.writeString(callersFile, "broker.callers.followed.subject=followed\n");

        Awaitility.await()
                .until(() -> followed.post("/v1/shops/probe/operate", "").statusCode() == 403);
        Files.writeString(callersFile, before);
    }

    @Test
    void noTokenIsLoggedAtAnyLevel() {
        List<String> lines = new ArrayList<>();
        Handler ear = new Handler() {
            @Override
            public void publish(LogRecord line) {
                StringBuilder text = new StringBuilder(line.getLoggerName() + " " + line.getMessage());
                for (Object parameter : line.getParameters() == null ? new Object[0] : line.getParameters()) {
                    text.append(' ').append(parameter);
                }
                for (Throwable thrown = line.getThrown(); thrown != null; thrown = thrown.getCause()) {
                    text.append(' ').append(thrown);
                }
                synchronized (lines) {
                    lines.add(text.toString());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(ear);
        String good = tokens.sign("ES256", claims());
        String wrong = signed(claims -> claims.setAudience("another-service"));
        String forged = good.substring(0, good.length() - 4) + "AAAA";
        try {
            accepted(good);
            refused(wrong);
            refused(forged);
            new EdgeClient(EdgeWorld.port(), null).get(PROBE + "?access_token=" + good);
            org.jboss.logging.Logger.getLogger("io.smallrye.jwt.ear").info("so much is heard");
            org.jboss.logging.Logger.getLogger("dev.tokenbroker.ear").debug("and this");
        } finally {
            Logger.getLogger("").removeHandler(ear);
        }

        // the test's own client talks too
        lines.removeIf(line -> line.startsWith("jdk."));
        assertThat(lines).as("a deaf ear proves nothing").hasSizeGreaterThanOrEqualTo(2);
        assertThat(lines)
                .noneMatch(line -> Stream.of(good, wrong, forged)
                        .flatMap(token -> Stream.of(token.split("\\.")).skip(1))
                        .anyMatch(line::contains));
    }

    private void accepted(String token) {
        assertThat(get(token).statusCode()).isEqualTo(200);
    }

    private void refused(String token) {
        HttpResponse<String> answer = get(token);

        EdgeClient.assertProblem(answer, ProblemCode.UNAUTHENTICATED);
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer error=\"invalid_token\"");
    }

    private HttpResponse<String> get(String token) {
        return new EdgeClient(EdgeWorld.port(), token).get(PROBE);
    }

    private JwtClaims claims() {
        return tokens.claims("orders", EdgeWorld.AUDIENCE, LIFE);
    }

    private String signed(Consumer<JwtClaims> change) {
        JwtClaims claims = claims();
        change.accept(claims);
        return tokens.sign("ES256", claims);
    }

    private static String payload(String members) {
        return "{\"iss\":\"" + EdgeWorld.ISSUER + "\",\"sub\":\"orders\",\"aud\":\"" + EdgeWorld.AUDIENCE
                + "\",\"iat\":1700000000," + members + "}";
    }

    private static Object coordinate(CallerTokens issuer, String name) {
        return issuer.key("ES256")
                .toParams(org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
                .get(name);
    }

    private static String withoutSignature(String token) {
        return token.substring(0, token.lastIndexOf('.') + 1);
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.tokenbroker.caller;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.smallrye.jwt.runtime.auth.JsonWebTokenCredential;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Proves who asks: a bearer JWT on every request to {@code /v1}. SmallRye JWT verifies signature, issuer, audience and
 * times; this class decides what reaches it, what must hold besides, and remembers successes.
 *
 * <p>The identity holds the subject and nothing else, neither the token nor any right: rights are looked up in
 * {@link CallerRegistry} with every request.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class CallerAuthentication implements HttpAuthenticationMechanism {
    private final VerifiedTokens verified;
    private final Set<String> audience;
    private final UnauthenticatedAnswer answer;

    CallerAuthentication(
            Clock clock,
            @ConfigProperty(name = "mp.jwt.verify.audiences") Set<String> audience,
            UnauthenticatedAnswer answer) {
        this.verified = new VerifiedTokens(clock);
        this.audience = Set.copyOf(audience);
        this.answer = answer;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        if (!isOurs(request.normalizedPath())) {
            return Uni.createFrom().nullItem();
        }
        Optional<BearerToken> sent = token(request);
        if (sent.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        BearerToken token = sent.get();
        ByteBuffer digest = token.digest();
        SecurityIdentity known = verified.find(digest);
        return known != null ? Uni.createFrom().item(known) : verify(token, digest, providers);
    }

    /** The subject of a token that was verified within the last minute; nothing says that any other is none. */
    public Optional<String> remembered(RoutingContext request) {
        return token(request)
                .map(token -> verified.find(token.digest()))
                .map(identity -> identity.getPrincipal().getName());
    }

    private Uni<SecurityIdentity> verify(BearerToken token, ByteBuffer digest, IdentityProviderManager providers) {
        if (!TokenShape.isPlausible(token)) {
            return Uni.createFrom().failure(refusal());
        }
        // no routing context goes along: what is remembered must not hold on to one request
        return providers
                .authenticate(new TokenAuthenticationRequest(new JsonWebTokenCredential(token.compact())))
                .onFailure()
                .transform(any -> refusal())
                .map(any -> remember(token, digest));
    }

    private SecurityIdentity remember(BearerToken token, ByteBuffer digest) {
        CallerClaims claims = TokenShape.claims(token)
                .flatMap(all -> CallerClaims.of(all, audience))
                .orElseThrow(CallerAuthentication::refusal);
        SecurityIdentity identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(claims.subject()))
                .build();
        verified.remember(digest, identity, claims.expiresAtMillis());
        return identity;
    }

    /** Without a cause: the JWT library quotes the token in its messages. */
    private static AuthenticationFailedException refusal() {
        return new AuthenticationFailedException();
    }

    private static boolean isOurs(String path) {
        return path.startsWith("/v1") && (path.length() == 3 || path.charAt(3) == '/');
    }

    private static Optional<BearerToken> token(RoutingContext request) {
        List<String> headers = request.request().headers().getAll(HttpHeaderNames.AUTHORIZATION);
        return BearerToken.of(headers);
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext request) {
        answer.send(request, token(request).isPresent());
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom()
                .item(new ChallengeData(
                        HttpResponseStatus.UNAUTHORIZED.code(), HttpHeaderNames.WWW_AUTHENTICATE, "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }
}

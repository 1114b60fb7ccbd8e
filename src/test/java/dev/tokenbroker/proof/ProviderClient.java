package dev.tokenbroker.proof;

import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.shop.Scopes;
import dev.tokenbroker.token.AccessToken;
import dev.tokenbroker.token.RefreshToken;
import dev.tokenbroker.token.TokenAnswer;
import dev.tokenbroker.token.TokenAnswer.Doubt;
import dev.tokenbroker.token.TokenEndpoint;
import dev.tokenbroker.token.TokenRequest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The way to Shopify: requests and answers take their time, and get lost; Shopify may work on after we left. */
final class ProviderClient implements TokenEndpoint {
    private static final Duration SLOWEST = Duration.ofSeconds(14);
    private static final Duration LIES_ABOUT = Duration.ofSeconds(35);

    private final Universe universe;
    private final Life life;
    private final String owner;

    ProviderClient(Universe universe, Life life, String owner) {
        this.universe = universe;
        this.life = life;
        this.owner = owner;
    }

    @Override
    public Uni<TokenAnswer> send(TokenRequest request, Consumer<TokenAnswer> late) {
        String token = ((TokenRequest.Refresh) request.grant()).token().value().reveal();
        return Uni.createFrom().emitter(emitter -> {
            universe.sent(owner);
            Schedule schedule = universe.schedule();
            Answering answering = new Answering(emitter, late);
            schedule.after(
                    Universe.CALL_TIMEOUT,
                    life.guard(() -> answering.once(new TokenAnswer.Unclear(Doubt.TIMED_OUT, Optional.empty()))));
            if (universe.appIsRefused()) {
                answering.later(new TokenAnswer.AppRefused());
            } else if (universe.troubled(0.05)) {
                answering.later(new TokenAnswer.Unclear(Doubt.NOT_SENT, Optional.empty()));
            } else if (universe.troubled(0.05)) {
                answering.later(new TokenAnswer.Unclear(Doubt.SERVER_ERROR, Optional.empty()));
            } else {
                work(token, answering);
            }
        });
    }

    /** Mostly within the lease; now and then a request lies about for longer, and comes after those sent later. */
    private void work(String token, Answering answering) {
        Schedule schedule = universe.schedule();
        if (universe.troubled(0.03)) {
            schedule.after(LIES_ABOUT.plus(schedule.upTo(LIES_ABOUT)), () -> process(token, answering));
            return;
        }
        universe.workedOn();
        schedule.after(schedule.upTo(universe.troubled(0.2) ? SLOWEST : Duration.ofSeconds(1)), () -> {
            universe.workDone();
            process(token, answering);
        });
    }

    /** Whether or not anybody waits for it. */
    private void process(String token, Answering answering) {
        Optional<Provider.Pair> pair = universe.provider().refresh(token);
        if (universe.troubled(0.25)) {
            if (universe.schedule().chance(0.5)) {
                answering.later(new TokenAnswer.Unclear(
                        universe.schedule().chance(0.5) ? Doubt.SERVER_ERROR : Doubt.CONNECTION_LOST,
                        Optional.empty()));
            }
            return;
        }
        answering.later(pair.<TokenAnswer>map(ProviderClient::granted).orElseGet(TokenAnswer.RefreshTokenDead::new));
    }

    private static TokenAnswer.Granted granted(Provider.Pair pair) {
        return new TokenAnswer.Granted(
                new AccessToken(SecretString.of(pair.accessToken())),
                Optional.of(new RefreshToken(SecretString.of(pair.refreshToken()))),
                Universe.TOKEN_LIFE,
                Optional.of(Duration.ofDays(90)),
                Scopes.NONE,
                false);
    }

    private final class Answering {
        private final UniEmitter<? super TokenAnswer> emitter;
        private final Consumer<TokenAnswer> late;
        private boolean over;

        Answering(UniEmitter<? super TokenAnswer> emitter, Consumer<TokenAnswer> late) {
            this.emitter = emitter;
            this.late = late;
        }

        void later(TokenAnswer answer) {
            universe.schedule().after(universe.schedule().upTo(Duration.ofMillis(300)), life.guard(() -> once(answer)));
        }

        void once(TokenAnswer answer) {
            if (over) {
                late.accept(answer);
            } else {
                over = true;
                emitter.complete(answer);
            }
        }
    }
}

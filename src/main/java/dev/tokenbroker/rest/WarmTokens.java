package dev.tokenbroker.rest;

import dev.tokenbroker.app.Apps;
import dev.tokenbroker.broker.TokenBroker;
import dev.tokenbroker.broker.WarmToken;
import dev.tokenbroker.caller.Caller;
import dev.tokenbroker.caller.Permission;
import dev.tokenbroker.http.PlainRead;
import dev.tokenbroker.http.TokenAnswer;
import dev.tokenbroker.http.WarmReads;
import dev.tokenbroker.installation.InstallationKey;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** {@link AccessTokenResource#read} for tokens that are in memory. */
@Singleton
final class WarmTokens implements WarmReads {
    private final Apps apps;
    private final TokenBroker broker;
    private final TokenReads reads;

    WarmTokens(Apps apps, TokenBroker broker, TokenReads reads) {
        this.apps = apps;
        this.broker = broker;
        this.reads = reads;
    }

    @Override
    public Optional<TokenAnswer> answer(Caller caller, PlainRead read) {
        return caller.may(Permission.READ_TOKENS)
                ? new Asking(apps, caller, read.requestId())
                        .permitted(read.shop(), read.app())
                        .flatMap(key -> broker.warm(key, Duration.ofSeconds(read.minTtl()))
                                .map(warm -> answer(caller, key, warm, read)))
                : Optional.empty();
    }

    private TokenAnswer answer(Caller caller, InstallationKey key, WarmToken warm, PlainRead read) {
        return reads.refusal(caller, key)
                .<TokenAnswer>map(TokenAnswer.Refused::new)
                .orElseGet(() -> reads.answer(
                        key,
                        broker.serve(warm, caller.name()),
                        new EntityTags(read.known().orElse(null))));
    }
}

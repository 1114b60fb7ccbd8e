package dev.tokenbroker.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * First on a connection. Closes it when a request has begun and is not wholly here after ten seconds, however busily its
 * bytes trickle; between requests it may rest (the server's idle time). Puts the strict reading in place as well.
 *
 * <p>Below the router, because the router hears of a request when its head is complete, and slow heads never are.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Vert.x's names in its pipeline. */
    private static final String DECODER = "httpDecoder";

    private static final String ENCODER = "httpEncoder";

    private final GuardedPort guarded;
    private StrictRequestDecoder decoder;
    private long complete;
    private Future<?> deadline;

    ConnectionGuard(GuardedPort guarded) {
        this.guarded = guarded;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        start(context);
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (decoder == null) {
            readStrictly(context.pipeline());
        }
        context.fireChannelRead(bytes);
        if (decoder != null) {
            follow(context);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    private void readStrictly(ChannelPipeline pipeline) {
        // behind TLS it appears after the handshake
        if (pipeline.get(DECODER) instanceof VertxHttpRequestDecoder && pipeline.get(ENCODER) != null) {
            decoder = new StrictRequestDecoder(guarded);
            pipeline.replace(DECODER, DECODER, decoder);
            pipeline.addAfter(ENCODER, "invalidRequestProblem", new InvalidRequestProblem(decoder));
        }
    }

    private void follow(ChannelHandlerContext context) {
        boolean slow = decoder.isHalfRead() && !decoder.isStreaming();
        if (!slow || decoder.complete() != complete) {
            stop();
        }
        complete = decoder.complete();
        if (slow && deadline == null) {
            start(context);
        }
    }

    private void start(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> context.close(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stop() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}

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
 * bytes trickle; a stream goes on as long as something comes of it now and then. Between requests a connection may rest
 * (the server's idle time). Puts the strict reading in place as well.
 *
 * <p>Below the router, because the router hears of a request when its head is complete, and slow heads never are.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Longer than the answer to a line can take: a client may wait for it before it sends the next. */
    private static final Duration PATIENCE_WITH_A_STREAM = Duration.ofSeconds(30);

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
        boolean half = decoder.isHalfRead();
        if (!half || decoder.isStreaming() || decoder.complete() != complete) {
            stop();
        }
        complete = decoder.complete();
        if (half && deadline == null) {
            start(context);
        }
    }

    private void start(ChannelHandlerContext context) {
        Duration patience = isStreaming() ? PATIENCE_WITH_A_STREAM : PATIENCE;
        deadline = context.executor().schedule(() -> expire(context), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Nothing comes of a stream while it is we who do not read. */
    private void expire(ChannelHandlerContext context) {
        if (isStreaming() && !context.channel().config().isAutoRead()) {
            start(context);
        } else {
            context.close();
        }
    }

    private boolean isStreaming() {
        return decoder != null && decoder.isStreaming();
    }

    private void stop() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}

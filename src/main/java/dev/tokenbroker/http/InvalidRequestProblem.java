package dev.tokenbroker.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.impl.headers.HeadersMultiMap;

/**
 * Gives Vert.x's empty answer to a request that is none the shape of every other problem. Here, because Quarkus offers no
 * other hold on that answer, and because its turn among pipelined answers is right only on Vert.x's own way out.
 */
final class InvalidRequestProblem extends ChannelOutboundHandlerAdapter {
    private final StrictRequestDecoder decoder;

    InvalidRequestProblem(StrictRequestDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (decoder.isBroken() && message instanceof FullHttpResponse response && isBare(response)) {
            FullHttpResponse problem = problem(response.status().code());
            ReferenceCountUtil.release(message);
            context.write(problem, promise);
        } else {
            context.write(message, promise);
        }
    }

    private static boolean isBare(FullHttpResponse response) {
        return response.status().codeClass() == io.netty.handler.codec.http.HttpStatusClass.CLIENT_ERROR
                && !response.headers().contains(HttpHeaderNames.CONTENT_TYPE);
    }

    private static FullHttpResponse problem(int status) {
        ProblemCode code = ProblemCode.ofHttp(status).orElse(ProblemCode.INVALID_REQUEST);
        byte[] body = Problem.of(code).json();
        HttpHeaders headers = HeadersMultiMap.httpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        headers.set(HttpHeaderNames.CONNECTION, "close");
        headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
        headers.set(RequestId.HEADER, RequestId.fresh());
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(code.status()),
                Unpooled.wrappedBuffer(body),
                headers,
                HeadersMultiMap.httpHeaders());
    }
}

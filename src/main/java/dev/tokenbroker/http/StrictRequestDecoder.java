package dev.tokenbroker.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads requests, and refuses framing that another server on the way may have read differently (RFC 9112 §6, §11.2):
 * whoever gets two readings of one stream past us smuggles a request. Knows besides whether a request is half here.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
    /** No sign, no list, and nothing that overflows. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    private static final Pattern CHUNKED = Pattern.compile("(?i)chunked");
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    /**
     * RFC 3986 §3.3 and §3.4, and brackets in a query: what else stands there would be refused further in, by code that does
     * not know the shape of our answers. Every percent sign begins an octet.
     */
    private static final Pattern TARGET = Pattern.compile("(?:[A-Za-z0-9._~:/@!$&'()*+,;=-]++|%[0-9A-Fa-f]{2})*+"
            + "(?:\\?(?:[A-Za-z0-9._~:/?@!$&'()*+,;=\\[\\]-]++|%[0-9A-Fa-f]{2})*+)?");

    private boolean begun;
    private boolean streaming;
    private boolean broken;
    private long complete;

    StrictRequestDecoder(GuardedPort guarded) {
        super(guarded.options());
    }

    /** Whether a request has begun and not ended. */
    boolean isHalfRead() {
        return begun || actualReadableBytes() > 0;
    }

    /** Whether the request that is being read may take its time. */
    boolean isStreaming() {
        return begun && streaming;
    }

    /** Whether there was a request that is none; it is the last one of its connection. */
    boolean isBroken() {
        return broken;
    }

    /** How many requests were read to their end. */
    long complete() {
        return complete;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) throws Exception {
        int known = out.size();
        int waiting = bytes.readableBytes();
        super.decode(context, bytes, out);
        begun |= bytes.readableBytes() < waiting;
        for (int i = known; i < out.size(); i++) {
            note(out.get(i));
        }
    }

    private void note(Object part) {
        if (part instanceof HttpRequest request) {
            begun = true;
            streaming = ApiPath.isImport(path(request.uri()));
            if (request.decoderResult().isSuccess() && !isPlain(request)) {
                request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("ambiguous framing")));
            }
            broken |= request.decoderResult().isFailure();
        }
        if (part instanceof LastHttpContent) {
            begun = false;
            complete++;
        }
    }

    private static boolean isPlain(HttpRequest request) {
        HttpHeaders headers = request.headers();
        boolean newest = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        int hosts = headers.getAll(HttpHeaderNames.HOST).size();
        return (newest || request.protocolVersion().equals(HttpVersion.HTTP_1_0))
                && (hosts == 1 || hosts == 0 && !newest)
                && isOnce(headers.getAll(HttpHeaderNames.CONTENT_LENGTH), DIGITS, true)
                && isOnce(headers.getAll(HttpHeaderNames.TRANSFER_ENCODING), newest ? CHUNKED : NOTHING, true)
                && TARGET.matcher(request.uri()).matches();
    }

    private static boolean isOnce(List<String> values, Pattern form, boolean orNever) {
        return values.isEmpty()
                ? orNever
                : values.size() == 1 && form.matcher(values.get(0)).matches();
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /** Netty would drop the length and go on. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both a length and chunks");
    }
}

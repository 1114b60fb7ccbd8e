package dev.tokenbroker.caller;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/**
 * The compact JWT of one {@code Authorization} header, not verified yet. A class and not a record: it never prints.
 *
 * <p>Only this header is looked at. A token in the query string or in a cookie is no token.
 */
final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private final String compact;

    private BearerToken(String compact) {
        this.compact = compact;
    }

    /**
     * @param authorization all values of the header
     * @return nothing where no bearer token was sent; two headers are one token that is wrong, for whichever of them we
     *     took, somebody in front of us may have looked at the other
     */
    static Optional<BearerToken> of(List<String> authorization) {
        boolean sent = authorization.stream().anyMatch(BearerToken::isBearer);
        if (!sent) {
            return Optional.empty();
        }
        return Optional.of(
                new BearerToken(authorization.size() == 1 ? authorization.get(0).substring(SCHEME.length()) : ""));
    }

    private static boolean isBearer(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    String compact() {
        return compact;
    }

    /** SHA-256 of the whole token: a cache keyed by it holds nothing that could be replayed. */
    ByteBuffer digest() {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(compact.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "‹bearer token›";
    }
}

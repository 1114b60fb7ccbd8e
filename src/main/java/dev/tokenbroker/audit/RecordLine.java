package dev.tokenbroker.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A row at its place in the chain, as it is exported: one JSON object without spaces whose last members are
 * {@code previous_hash} and {@code hash}. The hash is the SHA-256, in hexadecimal, of the line's UTF-8 bytes before
 * {@code ,"hash":}. Public, and never to change: whoever kept a line can verify what came before it. A member that is added
 * to rows is left out where it is empty, and so older lines stay as they are.
 */
public final class RecordLine {
    /** Before the first. */
    public static final String NO_HASH = "0".repeat(64);

    private final StringBuilder json = new StringBuilder(512);
    private final String hash;

    public RecordLine(RecordRow row, String previousHash) {
        json.append("{\"id\":").append(row.id());
        member("at", row.at().toString());
        member("type", row.type());
        member("app", row.app());
        member("shop", row.shop());
        json.append(",\"version\":").append(row.version());
        member("actor", row.actor());
        member("request_id", row.requestId());
        member("detail", row.detail());
        member("installation_id", row.installation());
        member("data_key_id", row.dataKey());
        member("pair_id", row.pair());
        member("access_fingerprint", row.accessFingerprint());
        member("refresh_fingerprint", row.refreshFingerprint());
        member("previous_hash", previousHash);
        hash = sha256(json.toString());
    }

    /** 64 hexadecimal digits. */
    public String hash() {
        return hash;
    }

    /** @param stored the hash as the table has it: of a row that was altered, another than {@link #hash} */
    public String json(String stored) {
        return json + ",\"hash\":\"" + stored + "\"}";
    }

    private void member(String name, Optional<?> value) {
        value.ifPresent(known -> member(name, known.toString()));
    }

    private void member(String name, String value) {
        json.append(",\"").append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            character(value.charAt(i));
        }
        json.append('"');
    }

    /** RFC 8259 §7. */
    private void character(char one) {
        if (one == '"' || one == '\\') {
            json.append('\\').append(one);
        } else if (one < ' ') {
            json.append(String.format("\\u%04x", (int) one));
        } else {
            json.append(one);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("SHA-256 is not to be had", broken);
        }
    }
}

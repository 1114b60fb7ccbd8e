package dev.tokenbroker.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * An issuer of callers' JWTs, with keys made on the spot: one for each algorithm that the broker accepts. For the
 * development world and for tests; the packaged application does not contain it.
 */
public final class CallerTokens {
    private final Map<String, PublicJsonWebKey> keys;
    private final String issuer;
    private final Clock clock;

    private CallerTokens(Map<String, PublicJsonWebKey> keys, String issuer, Clock clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** An issuer with fresh keys. */
    public static CallerTokens generate(String issuer, Clock clock) {
        try {
            Map<String, PublicJsonWebKey> keys = new TreeMap<>();
            keys.put("RS256", RsaJwkGenerator.generateJwk(2048));
            keys.put("ES256", EcJwkGenerator.generateJwk(EllipticCurves.P256));
            keys.put("EdDSA", OkpJwkGenerator.generateJwk("Ed25519"));
            keys.forEach((algorithm, key) -> {
                key.setKeyId("sim-" + algorithm);
                key.setAlgorithm(algorithm);
                key.setUse("sig");
            });
            return new CallerTokens(keys, issuer, clock);
        } catch (JoseException noSuchAlgorithm) {
            throw new IllegalStateException(noSuchAlgorithm);
        }
    }

    public String issuer() {
        return issuer;
    }

    /** The key pair of {@code RS256}, {@code ES256} or {@code EdDSA}. */
    public PublicJsonWebKey key(String algorithm) {
        return keys.get(algorithm);
    }

    /** The public halves as a JWKS document. */
    public String jwks() {
        return new JsonWebKeySet(List.copyOf(keys.values())).toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    /** Writes {@code jwks.json} into the directory, for {@code mp.jwt.verify.publickey.location}. */
    public Path writeJwks(Path directory) {
        try {
            return Files.writeString(Files.createDirectories(directory).resolve("jwks.json"), jwks());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JWT for this subject and audience, signed with ES256 as most issuers' are, that lives from now on. */
    public String mint(String subject, String audience, Duration life) {
        return sign("ES256", claims(subject, audience, life));
    }

    /** The claims of {@link #mint}, to be changed before they are signed. */
    public JwtClaims claims(String subject, String audience, Duration life) {
        long now = clock.instant().getEpochSecond();
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setSubject(subject);
        claims.setAudience(audience);
        claims.setIssuedAt(NumericDate.fromSeconds(now));
        claims.setExpirationTime(NumericDate.fromSeconds(now + life.toSeconds()));
        claims.setGeneratedJwtId();
        return claims;
    }

    public String sign(String algorithm, JwtClaims claims) {
        return sign(algorithm, claims.toJson(), Map.of());
    }

    /**
     * Signs any payload, with more members in the header.
     *
     * @param payload the claims' JSON as it shall go out
     */
    public String sign(String algorithm, String payload, Map<String, Object> header) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(payload);
            signature.setAlgorithmHeaderValue(algorithm);
            signature.setKeyIdHeaderValue(keys.get(algorithm).getKeyId());
            signature.setHeader("typ", "JWT");
            header.forEach(signature::setHeader);
            signature.setKey(keys.get(algorithm).getPrivateKey());
            return signature.getCompactSerialization();
        } catch (JoseException unsigned) {
            throw new IllegalStateException(unsigned);
        }
    }
}

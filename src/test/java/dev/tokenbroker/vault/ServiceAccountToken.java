package dev.tokenbroker.vault;

import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** A projected service account token as a cluster makes it; only the cluster can tell whether it did. */
final class ServiceAccountToken {
    static final String NAMESPACE = "shop";
    static final String NAME = "token-broker";
    static final String AUDIENCE = "vault";

    private ServiceAccountToken() {}

    static String mint() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("https://sim-cluster.invalid");
        claims.setSubject("system:serviceaccount:" + NAMESPACE + ":" + NAME);
        // a list, as clusters write it, even of one
        claims.setClaim("aud", List.of(AUDIENCE));
        claims.setExpirationTimeMinutesInTheFuture(60);
        claims.setIssuedAtToNow();
        claims.setNotBeforeMinutesInThePast(1);
        claims.setClaim(
                "kubernetes.io",
                Map.of("namespace", NAMESPACE, "serviceaccount", Map.of("name", NAME, "uid", "sim-uid")));
        try {
            JsonWebSignature signed = new JsonWebSignature();
            signed.setPayload(claims.toJson());
            signed.setKey(EcJwkGenerator.generateJwk(EllipticCurves.P256).getPrivateKey());
            signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            return signed.getCompactSerialization();
        } catch (JoseException broken) {
            throw new IllegalStateException(broken);
        }
    }
}

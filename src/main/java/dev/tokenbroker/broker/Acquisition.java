package dev.tokenbroker.broker;

import dev.tokenbroker.installation.Claim;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.token.TokenRequest;

/** What a merchant's presence gives us to exchange for tokens. */
public sealed interface Acquisition {
    Claim.Kind kind();

    TokenRequest.Grant grant();

    /** Whether a grant that certainly lives will do as well. */
    boolean contentWithLiving();

    /** From the callback of an install: spent by asking. */
    record Code(SecretString code) implements Acquisition {
        @Override
        public Claim.Kind kind() {
            return Claim.Kind.CODE;
        }

        @Override
        public TokenRequest.Grant grant() {
            return new TokenRequest.AuthorizationCode(code);
        }

        @Override
        public boolean contentWithLiving() {
            return false;
        }
    }

    /**
     * From App Bridge, verified.
     *
     * @param force exchanged whatever there is already
     */
    record IdToken(SecretString token, boolean force) implements Acquisition {
        @Override
        public Claim.Kind kind() {
            return Claim.Kind.ID_TOKEN;
        }

        @Override
        public TokenRequest.Grant grant() {
            return new TokenRequest.IdToken(token);
        }

        @Override
        public boolean contentWithLiving() {
            return !force;
        }
    }
}

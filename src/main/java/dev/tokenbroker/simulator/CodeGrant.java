package dev.tokenbroker.simulator;

/** The authorization code grant. The exchange is what completes the installation. */
final class CodeGrant implements Grant {
    private static final OAuthError UNKNOWN_CODE =
            OAuthError.invalidRequest("The authorization code was not found or was already used");

    @Override
    public GrantResult answer(GrantCall call) {
        IssuedCode code = call.shop().findCode(call.parameter("code"));
        if (code == null || !code.redeem(call.app(), call.now())) {
            return UNKNOWN_CODE;
        }
        call.installation().install(code.scopes());
        return code.isOnline() ? Acquisition.online(call) : Acquisition.offline(call);
    }
}

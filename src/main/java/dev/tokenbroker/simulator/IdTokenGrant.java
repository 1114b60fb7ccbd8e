package dev.tokenbroker.simulator;

/** The exchange of an ID token, which the app's page has from App Bridge, for an offline or an online token. */
final class IdTokenGrant implements Grant {
    static final String SUBJECT_TYPE = "urn:ietf:params:oauth:token-type:id_token";

    private static final String ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";

    @Override
    public GrantResult answer(GrantCall call) {
        boolean genuine = call.installation().isInstalled()
                && IdToken.isGenuine(
                        call.parameter("subject_token"), call.app(), call.shop().domain(), call.now());
        if (!genuine) {
            return OAuthError.invalidSubjectToken("The ID token is not valid or has expired");
        }
        return switch (call.parameter("requested_token_type")) {
            case ONLINE -> Acquisition.online(call);
            case MigrationGrant.OFFLINE_TYPE -> Acquisition.offline(call);
            default -> OAuthError.invalidRequest("The requested_token_type is not supported");
        };
    }
}

package dev.tokenbroker.simulator;

/** An access token and the refresh token minted with it; never prints them. */
public final class IssuedPair {
    private final String accessToken;
    private final String refreshToken;

    IssuedPair(String accessToken, String refreshToken) {
        this.accessToken = accessToken;
        this.refreshToken = refreshToken;
    }

    public String accessToken() {
        return accessToken;
    }

    public String refreshToken() {
        return refreshToken;
    }

    @Override
    public String toString() {
        return "IssuedPair[redacted]";
    }
}

package dev.tokenbroker.model;

/**
 * A call that the provider has not processed yet.
 *
 * @param token what is shown; nothing where a code is
 * @param counts whether the lease that it was sent under still runs
 */
record Request(int attempt, int token, boolean counts) {
    static Request ofCode(int attempt, boolean counts) {
        return new Request(attempt, Provider.NONE, counts);
    }

    boolean code() {
        return token == Provider.NONE;
    }

    Request whoseLeaseIsOver() {
        return new Request(attempt, token, false);
    }

    @Override
    public String toString() {
        return code() ? "the code" : "RT" + token;
    }
}

package dev.tokenbroker.notification;

/** What a target said to a post. */
sealed interface Answer {
    record Taken() implements Answer {}

    /** @param why in words that quote neither address nor answer */
    record NotTaken(String why) implements Answer {}

    static Answer ofStatus(int status) {
        return status >= 200 && status < 300 ? new Taken() : new NotTaken("answered " + status);
    }
}

package dev.tokenbroker.oauth;

/** Why an install does not go on, in words for the merchant who reads it. Names are stored. */
enum Refusal {
    UNKNOWN_APP(
            404,
            Then.ASK,
            "There is no such app here",
            "This address names an app that cannot be installed here. Ask whoever gave it to you for the right one."),
    UNREADABLE(
            400,
            Then.OPEN,
            "This link is not complete",
            "Something in it is missing, or is said twice. Nothing was changed."),
    NO_SHOP(
            400,
            Then.OPEN,
            "This link names no shop",
            "A shop is named by its whole myshopify.com domain. Nothing was changed."),
    NOT_FROM_SHOPIFY(
            400,
            Then.OPEN,
            "This link does not come from Shopify",
            "Shopify’s signature on it is missing or wrong. Nothing was changed."),
    TOO_OLD(400, Then.OPEN, "This link is too old", "Such a link is good for five minutes. Nothing was changed."),
    DENIED(
            400,
            Then.AGAIN,
            "The app was not installed",
            "Shopify says that you did not agree to it. Nothing was changed."),
    NOT_UNDER_WAY(
            400,
            Then.AGAIN,
            "This installation is not under way",
            "It was begun more than ten minutes ago, or not here. Nothing was changed."),
    OTHER_SHOP(
            400,
            Then.OPEN,
            "This answer is for another installation",
            "You began with another shop, or with another app. Nothing was changed."),
    OTHER_BROWSER(
            400,
            Then.AGAIN,
            "This installation was begun in another browser",
            "It has to end in the browser in which it was begun, and that has to accept cookies. Nothing was changed."),
    CODE_REFUSED(
            400,
            Then.AGAIN,
            "Shopify did not confirm the installation",
            "Your consent was used already, or is too old. Nothing was changed."),
    MISSING_SCOPES(
            400,
            Then.AGAIN,
            "Some permissions are missing",
            "The app cannot work with the permissions that it was given."),
    SHOP_MISMATCH(
            400,
            Then.ASK,
            "This domain belonged to another shop",
            "It is known here as another shop’s, so nothing was changed. Ask whoever runs the app for help."),
    INTERRUPTED(
            503,
            Then.AGAIN,
            "The installation was interrupted",
            "Whether it came to its end is not known. It does no harm to begin again.");

    /** What the merchant can do. */
    enum Then {
        /** Open the app once more in Shopify. */
        OPEN,
        /** Begin anew from here. */
        AGAIN,
        ASK
    }

    private final int status;
    private final Then then;
    private final String title;
    private final String text;

    Refusal(int status, Then then, String title, String text) {
        this.status = status;
        this.then = then;
        this.title = title;
        this.text = text;
    }

    int status() {
        return status;
    }

    Then then() {
        return then;
    }

    String title() {
        return title;
    }

    String text() {
        return text;
    }
}

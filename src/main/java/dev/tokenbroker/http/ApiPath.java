package dev.tokenbroker.http;

/** Which part of the public port a normalized path belongs to. */
final class ApiPath {
    private ApiPath() {}

    /** {@code /v1} and all below it. */
    static boolean isApi(String path) {
        return isAtOrBelow(path, "/v1");
    }

    /** The one path whose body is a stream. There is nothing below it, so no detour leads over it to another path. */
    static boolean isImport(String path) {
        return path.equals("/v1/imports") || path.equals("/v1/imports/");
    }

    static boolean isShop(String path) {
        return isAtOrBelow(path, "/v1/shops");
    }

    static boolean isWebhook(String path) {
        return isAtOrBelow(path, "/webhooks");
    }

    private static boolean isAtOrBelow(String path, String root) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }
}

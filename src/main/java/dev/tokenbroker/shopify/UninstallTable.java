package dev.tokenbroker.shopify;

import dev.tokenbroker.token.AppUninstall.UninstallAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the Admin API's answers to an app that wants to go mean. Whatever is not certain is unclear. */
final class UninstallTable {
    private static final Set<String> NOT_THERE = Set.of("APP_NOT_INSTALLED", "APP_NOT_FOUND");

    /** Nothing where GraphQL was understood and did not do it: the older way may. */
    Optional<UninstallAnswer> ofGraphQl(int status, String body) {
        if (status != 200) {
            return Optional.of(ofRest(status));
        }
        return AnswerJson.read(body)
                .flatMap(answer -> answer.object("data"))
                .flatMap(data -> data.object("appUninstall"))
                .filter(done -> done.members().get("userErrors") instanceof List<?>)
                .flatMap(done -> heed(done.list("userErrors")));
    }

    private static Optional<UninstallAnswer> heed(List<?> userErrors) {
        if (userErrors.isEmpty()) {
            return Optional.of(UninstallAnswer.UNINSTALLED);
        }
        boolean notThere = userErrors.stream()
                .anyMatch(error -> error instanceof Map<?, ?> members && NOT_THERE.contains(members.get("code")));
        return notThere ? Optional.of(UninstallAnswer.GONE_ALREADY) : Optional.empty();
    }

    UninstallAnswer ofRest(int status) {
        return switch (status) {
            case 200 -> UninstallAnswer.UNINSTALLED;
            case 401 -> UninstallAnswer.GONE_ALREADY;
            default -> UninstallAnswer.UNCLEAR;
        };
    }
}

package dev.tokenbroker.rest;

import dev.tokenbroker.http.Problem;
import dev.tokenbroker.shop.ShopDomain;
import java.util.Optional;

/**
 * What became of one line of an import.
 *
 * @param shop where the line names one in readable form
 * @param status as {@code PUT /v1/shops/{shop}} would have answered
 * @param code of the problem, where there is one
 */
record ImportAnswer(long line, Optional<String> shop, int status, Optional<String> code, Optional<String> detail) {
    static ImportAnswer enrolled(long line, ShopDomain shop, boolean created) {
        return new ImportAnswer(
                line, Optional.of(shop.value()), created ? 201 : 200, Optional.empty(), Optional.empty());
    }

    static ImportAnswer refused(long line, Optional<ShopDomain> shop, Problem problem) {
        return new ImportAnswer(
                line,
                shop.map(ShopDomain::value),
                problem.code().status(),
                Optional.of(problem.code().word()),
                Optional.of(problem.inOneSentence()));
    }
}

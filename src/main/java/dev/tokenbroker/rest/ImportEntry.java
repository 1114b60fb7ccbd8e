package dev.tokenbroker.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenbroker.broker.Enrolment;
import dev.tokenbroker.http.JsonProblems;
import dev.tokenbroker.http.Problem;
import dev.tokenbroker.http.ProblemException;
import dev.tokenbroker.shop.ShopDomain;
import java.util.Optional;

/** One line of an import: the body of {@code PUT /v1/shops/{shop}}, and what stands in its URL as members. */
final class ImportEntry {
    private final ObjectMapper json;
    private final ObjectNode members;
    private final JsonNode shop;
    private final JsonNode app;

    private ImportEntry(ObjectMapper json, ObjectNode members) {
        this.json = json;
        this.members = members;
        this.shop = members.remove("shop");
        this.app = members.remove("app");
    }

    /** @throws ProblemException where it is not one JSON object */
    static ImportEntry parse(ObjectMapper json, String line) {
        try {
            if (json.readTree(line) instanceof ObjectNode members) {
                return new ImportEntry(json, members);
            }
        } catch (JsonProcessingException mistake) {
            throw new ProblemException(JsonProblems.of(mistake));
        }
        throw new ProblemException(Problem.invalid("(line)", "is not a JSON object"));
    }

    /** The shop, or nothing where the line names none in readable form. */
    Optional<ShopDomain> shop() {
        return shop != null && shop.isTextual() ? ShopDomain.parse(shop.textValue()) : Optional.empty();
    }

    /** @throws ProblemException where it is there and is no name */
    Optional<String> app() {
        if (app != null && !app.isTextual()) {
            throw new ProblemException(Problem.invalid("app", "is missing, or not of the type that is wanted here"));
        }
        return Optional.ofNullable(app).map(JsonNode::textValue);
    }

    /** @throws ProblemException naming the member */
    Enrolment enrolment() {
        try {
            return EnrolmentReader.read(json.treeToValue(members, EnrolmentBody.class));
        } catch (JsonProcessingException mistake) {
            throw new ProblemException(JsonProblems.of(mistake));
        }
    }
}

package dev.kassa.edge;

import static dev.kassa.schema.ErrorCode.NOT_FOUND;

import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.Reply;
import dev.kassa.edge.access.ApiKey;
import dev.kassa.edge.access.KeyHash;
import dev.kassa.edge.access.Merchants;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.edge.render.FactJson;
import dev.kassa.edge.render.Json;
import dev.kassa.edge.render.ViewJson;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Merchants: onboarded and read.
 *
 * @param caughtUp whether the table of merchants holds all that the log held at the start
 */
record MerchantCalls(
        Intake intake,
        Writes writes,
        Merchants merchants,
        BooleanSupplier caughtUp,
        SecureRandom random,
        KeyHash keyHash) {
    private static final String PATH = "/v1/merchants/";

    void create(Exchange exchange) throws IOException {
        Intake.Write write = intake.operatorWrite(exchange, "CreateMerchant");
        ApiKey key = ApiKey.make(random);
        CreateMerchant body = CommandBodies.createMerchant(write.body(), key, keyHash);
        exchange.notes().of(body.getMerchantId());
        Optional<Reply> reply = writes.send(exchange, write, body.getMerchantId(), body);
        if (reply.isEmpty()) {
            writes.tellPending(exchange, pending(body.getMerchantId(), key));
            return;
        }
        writes.headers(exchange, reply.get());
        if (reply.get().getBody() instanceof MerchantFact merchant) {
            merchants.apply(merchant);
            exchange.answerHeader("Location", PATH + merchant.getId());
            exchange.answerHeader("ETag", Versions.tag(merchant.getVersion()));
            boolean shown = holds(merchant, key) && !reply.get().getReplayed();
            exchange.answerJson(reply.get().getStatus(), FactJson.merchant(merchant, shown ? key.text() : null));
        } else {
            writes.refuse(exchange, reply.get());
        }
    }

    void update(Exchange exchange) throws IOException {
        Long expected = Versions.expected(exchange);
        Intake.Write write = intake.operatorWrite(exchange, "UpdateMerchant");
        String id = exchange.pathParameter("id");
        exchange.notes().of(id);
        Optional<Reply> reply = writes.send(exchange, write, id, MerchantBodies.update(id, expected, write.body()));
        if (reply.isEmpty()) {
            writes.tellPending(exchange, new Writes.Pending(PATH + id, Lookups.pendingBody("merchant", "id", id)));
            return;
        }
        writes.headers(exchange, reply.get());
        if (reply.get().getBody() instanceof MerchantFact merchant) {
            merchants.apply(merchant);
            exchange.answerHeader("ETag", Versions.tag(merchant.getVersion()));
            exchange.answerJson(200, FactJson.merchant(merchant, null));
        } else {
            writes.refuse(exchange, reply.get());
        }
    }

    /** Merchants in the order of their ids. */
    void list(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        Intake.requireStaff(read.caller());
        awaitTable(read);
        QueryParameters parameters = QueryParameters.of(exchange.query(), "status", "tier", "limit", "cursor");
        int limit = parameters.limit();
        List<MerchantFact> page =
                merchants.list(parameters.text("status"), parameters.text("tier"), parameters.text("cursor"), limit);
        String next = page.size() < limit ? null : page.getLast().getId();
        exchange.answerJson(200, ViewJson.page(page, next, ViewJson::merchant));
    }

    void get(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        awaitTable(read);
        String id = exchange.pathParameter("id");
        Optional<MerchantFact> merchant = read.caller().mayKnowOf(id) ? merchants.find(id) : Optional.empty();
        MerchantFact found = merchant.orElseThrow(() -> new Refusal(NOT_FOUND, "There is no merchant of this id."));
        exchange.answerHeader("ETag", Versions.tag(found.getVersion()));
        exchange.answerJson(200, FactJson.merchant(found, null));
    }

    void lookup(Exchange exchange) throws IOException {
        answer(exchange, intake.read(exchange, "Lookup"), Lookups::keys);
    }

    void lookupByQuery(Exchange exchange) throws IOException {
        answer(exchange, intake.read(exchange, null), _ -> Lookups.keys(exchange));
    }

    private void answer(Exchange exchange, Intake.Read read, Function<JsonNode, List<String>> asked)
            throws IOException {
        awaitTable(read);
        List<String> keys = asked.apply(read.body());
        Map<String, MerchantFact> found = keys.stream()
                .filter(id -> read.caller().mayKnowOf(id))
                .flatMap(id -> merchants.find(id).stream())
                .collect(Collectors.toMap(MerchantFact::getId, Function.identity()));
        exchange.answerJson(200, ViewJson.found(keys, found, ViewJson::merchant));
    }

    private void awaitTable(Intake.Read read) {
        boolean seen = caughtUp.getAsBoolean()
                && read.position().map(merchants::hasRead).orElse(true);
        if (!seen) {
            throw Intake.behind();
        }
    }

    private static boolean holds(MerchantFact merchant, ApiKey key) {
        return merchant.getKeys().stream().anyMatch(known -> known.getKeyId().equals(key.id()));
    }

    private static Writes.Pending pending(String merchantId, ApiKey key) {
        byte[] body = Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringProperty("object", "merchant");
            json.writeStringProperty("id", merchantId);
            json.writeStringProperty("status", "processing");
            json.writeStringProperty("api_key", key.text());
            json.writeEndObject();
        });
        return new Writes.Pending(PATH + merchantId, body);
    }
}

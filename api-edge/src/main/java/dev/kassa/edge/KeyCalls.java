package dev.kassa.edge;

import static dev.kassa.schema.ErrorCode.NOT_FOUND;

import dev.kassa.avro.AddKey;
import dev.kassa.avro.ApiKeyFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.RevokeKey;
import dev.kassa.edge.access.ApiKey;
import dev.kassa.edge.access.KeyHash;
import dev.kassa.edge.access.KeyUses;
import dev.kassa.edge.access.Merchants;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.edge.render.KeyJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A merchant's API keys: made, listed without their secrets, and revoked. */
record KeyCalls(Intake intake, Writes writes, Merchants merchants, KeyUses uses, SecureRandom random, KeyHash keyHash) {
    void create(Exchange exchange) throws IOException {
        String merchantId = exchange.pathParameter("id");
        Intake.Write write = intake.keyWrite(exchange, "CreateKey", Intake.Body.REQUIRED, merchantId);
        ApiKey key = ApiKey.make(random);
        exchange.notes().about(key.id());
        AddKey command = command(write.body(), merchantId, key);
        Optional<Reply> reply = writes.send(exchange, write, merchantId, command);
        if (reply.isEmpty()) {
            writes.tellPending(
                    exchange,
                    new Writes.Pending(location(merchantId), KeyJson.pending(key.id(), secrets(command, key))));
            return;
        }
        writes.headers(exchange, reply.get());
        if (reply.get().getBody() instanceof MerchantFact merchant) {
            merchants.apply(merchant);
            exchange.answerHeader("Location", location(merchantId));
            exchange.answerJson(reply.get().getStatus(), KeyJson.key(made(merchant, key), secrets(command, key)));
        } else {
            writes.refuse(exchange, reply.get());
        }
    }

    private AddKey command(JsonNode body, String merchantId, ApiKey key) {
        JsonNode overlap = body.path("overlap_hours");
        JsonNode rate = body.path("rate_limit");
        return new AddKey(
                merchantId,
                key.id(),
                ByteBuffer.wrap(keyHash.of(key.text())),
                body.get("scopes")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .sorted()
                        .toList(),
                body.path("name").asString(""),
                overlap.isMissingNode() ? null : Integer.valueOf(overlap.intValue()),
                rate.isMissingNode() ? null : Long.valueOf(rate.longValue()),
                body.path("signing").asString("none"));
    }

    private KeyJson.Secrets secrets(AddKey command, ApiKey key) {
        boolean signs = !command.getSigning().equals("none");
        return new KeyJson.Secrets(key.text(), signs ? keyHash.signingSecret(key.id()) : null);
    }

    private static ApiKeyFact made(MerchantFact merchant, ApiKey key) {
        return merchant.getKeys().stream()
                .filter(known -> known.getKeyId().equals(key.id()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the core made a key and tells nothing of it"));
    }

    void list(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String merchantId = exchange.pathParameter("id");
        boolean seen = read.position().map(merchants::hasRead).orElse(true);
        if (!seen) {
            throw Intake.behind();
        }
        List<ApiKeyFact> keys = Optional.of(merchantId)
                .filter(id -> read.caller().mayKnowOf(id))
                .flatMap(merchants::find)
                .orElseThrow(() -> new Refusal(NOT_FOUND, "There is no merchant of this id."))
                .getKeys();
        exchange.answerJson(200, KeyJson.list(keys, uses::lastMs));
    }

    void revoke(Exchange exchange) throws IOException {
        String merchantId = exchange.pathParameter("id");
        String keyId = exchange.pathParameter("key_id");
        Intake.Write write = intake.keyWrite(exchange, "Nothing", Intake.Body.OPTIONAL, merchantId);
        exchange.notes().about(keyId);
        Optional<Reply> reply = writes.send(exchange, write, merchantId, new RevokeKey(merchantId, keyId));
        if (reply.isEmpty()) {
            writes.tellPending(exchange, new Writes.Pending(location(merchantId), KeyJson.pending(keyId, null)));
            return;
        }
        writes.headers(exchange, reply.get());
        if (reply.get().getBody() instanceof MerchantFact merchant) {
            merchants.apply(merchant);
            exchange.answerNothing();
        } else {
            writes.refuse(exchange, reply.get());
        }
    }

    /** Keys are read all together. */
    private static String location(String merchantId) {
        return "/v1/merchants/" + merchantId + "/keys";
    }
}

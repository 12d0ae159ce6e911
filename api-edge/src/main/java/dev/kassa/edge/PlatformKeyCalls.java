package dev.kassa.edge;

import dev.kassa.avro.ApiKeyFact;
import dev.kassa.avro.ChangeReference;
import dev.kassa.avro.PlatformKeyBody;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.Reply;
import dev.kassa.edge.access.ApiKey;
import dev.kassa.edge.access.KeyHash;
import dev.kassa.edge.access.KeyUses;
import dev.kassa.edge.reference.ReferenceTable;
import dev.kassa.edge.render.KeyJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Keys of those who work for the platform, one for each, so that the log and the audit can tell them apart. */
record PlatformKeyCalls(
        Intake intake,
        Writes writes,
        ReferenceTable table,
        KeyUses uses,
        SecureRandom random,
        KeyHash keyHash,
        InstantSource clock) {
    private static final String PATH = "/v1/keys";

    void create(Exchange exchange) throws IOException {
        Intake.Write write = intake.operatorWrite(exchange, "CreatePlatformKey");
        ApiKey key = ApiKey.make(random);
        exchange.notes().about(key.id());
        ApiKeyFact fact = fact(write.body(), key);
        Optional<Reply> reply = writes.sendHome(
                exchange, write, new ChangeReference(PlatformKeys.KIND, key.id(), 0L, new PlatformKeyBody(fact)));
        if (reply.isEmpty()) {
            writes.tellPending(
                    exchange,
                    new Writes.Pending(PATH, KeyJson.pending(key.id(), new KeyJson.Secrets(key.text(), null))));
        } else if (reply.get().getBody() instanceof ReferenceFact made) {
            table.apply(made);
            exchange.answerHeader("Location", PATH);
            exchange.answerJson(reply.get().getStatus(), KeyJson.key(fact, new KeyJson.Secrets(key.text(), null)));
        } else {
            writes.refuse(exchange, reply.get());
        }
    }

    private ApiKeyFact fact(JsonNode body, ApiKey key) {
        JsonNode rate = body.path("rate_limit");
        return ApiKeyFact.newBuilder()
                .setKeyId(key.id())
                .setHash(ByteBuffer.wrap(keyHash.of(key.text())))
                .setScopes(body.get("scopes")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .sorted()
                        .toList())
                .setName(body.get("name").stringValue())
                .setCreatedAtMs(clock.millis())
                .setRateLimitPerSecond(rate.isMissingNode() ? null : Long.valueOf(rate.longValue()))
                .build();
    }

    void list(Exchange exchange) throws IOException {
        Intake.requireOperator(intake.read(exchange, null).caller());
        QueryParameters.of(exchange.query());
        exchange.answerJson(200, KeyJson.list(new PlatformKeys(table).all(), uses::lastMs));
    }

    void revoke(Exchange exchange) throws IOException {
        Intake.Write write = intake.operatorWrite(exchange, "Nothing", Intake.Body.OPTIONAL);
        String keyId = exchange.pathParameter("key_id");
        exchange.notes().about(keyId);
        Optional<Reply> reply =
                writes.sendHome(exchange, write, new ChangeReference(PlatformKeys.KIND, keyId, null, null));
        if (reply.isEmpty()) {
            writes.tellPending(exchange, new Writes.Pending(PATH, KeyJson.pending(keyId, null)));
        } else if (reply.get().getBody() instanceof ReferenceFact removed) {
            table.apply(removed);
            exchange.answerNothing();
        } else {
            writes.refuse(exchange, reply.get());
        }
    }
}

package dev.kassa.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.CreateSettlement;
import dev.kassa.avro.Reply;
import dev.kassa.avro.SettlementFact;
import dev.kassa.edge.Writes.Sent;
import dev.kassa.edge.problem.Problem;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.edge.render.Json;
import dev.kassa.edge.render.MoneyJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Up to a hundred settlements at once. Each has its own outcome: nothing that is wrong with one keeps another from being made. */
record SettlementBatch(Intake intake, Writes writes) {
    /** One of them, as it was asked for; what is wrong with it before it could be sent. */
    private record Item(
            JsonNode asked,
            @Nullable CreateSettlement command,
            @Nullable Refusal refusal) {
        static Item of(JsonNode asked, String at) {
            String merchantId = asked.get("merchant_id").stringValue();
            try {
                return new Item(asked, SettlementCalls.command(merchantId, asked, at), null);
            } catch (Refusal refusal) {
                return new Item(asked, null, refusal);
            }
        }
    }

    void create(Exchange exchange) throws IOException {
        Intake.Write write = intake.operatorWrite(exchange, "CreateSettlements");
        List<Item> items = new ArrayList<>();
        List<CreateSettlement> commands = new ArrayList<>();
        for (JsonNode asked : write.body().get("items")) {
            Item item = Item.of(asked, "/items/" + items.size());
            items.add(item);
            if (item.command != null) {
                commands.add(item.command);
            }
        }
        Iterator<Sent> sent = writes.sendAll(
                        exchange, write, commands, CreateSettlement::getMerchantId, SettlementBatch::keyPart)
                .iterator();
        exchange.answerJson(200, Json.bytes(json -> {
            json.writeStartObject();
            json.writeName("results");
            json.writeStartArray();
            for (Item item : items) {
                json.writeStartObject();
                result(exchange, json, item, item.refusal == null ? sent.next() : new Sent.Refused(item.refusal));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    /** What tells a merchant's settlements apart is their natural key. */
    private static String keyPart(CreateSettlement command) {
        return command.getCurrency() + " " + MoneyJson.date(command.getBusinessDate());
    }

    private static void result(Exchange exchange, JsonGenerator json, Item item, Sent sent) {
        if (sent instanceof Sent.Answered(Reply reply) && reply.getBody() instanceof SettlementFact settlement) {
            MoneyJson.fields(json, settlement);
            return;
        }
        for (String name : List.of("merchant_id", "currency", "business_date")) {
            json.writeStringProperty(name, item.asked.get(name).stringValue());
        }
        switch (sent) {
            case Sent.Answered(Reply reply) -> problem(json, Writes.problem(exchange, reply));
            case Sent.Refused(Refusal refusal) ->
                problem(
                        json,
                        Problem.of(
                                refusal.code(),
                                refusal.detail(),
                                exchange.path(),
                                exchange.requestId(),
                                refusal.errors()));
            case Sent.Unanswered _ -> json.writeStringProperty("status", "processing");
        }
    }

    private static void problem(JsonGenerator json, Problem problem) {
        json.writeName("problem");
        json.writeRawValue(new String(problem.bytes(), UTF_8));
    }
}

package dev.kassa.edge;

import static dev.kassa.schema.ErrorCode.NOT_FOUND;
import static dev.kassa.schema.ErrorCode.REQUEST_TOO_LARGE;
import static dev.kassa.schema.ErrorCode.UNAUTHENTICATED;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.BankOutcome;
import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.Command;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.edge.command.CommandGateway;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.port.Callbacks;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecordBase;

/** What channels and the bank tell by themselves. A notification is answered once it is in the log. */
record CallbackCalls(Callbacks callbacks, CommandGateway gateway, int bodyBytesMax) {
    private static final byte[] TAKEN = "{\"status\":\"taken\"}".getBytes(UTF_8);
    private static final byte[] IGNORED = "{\"status\":\"ignored\"}".getBytes(UTF_8);

    void receive(Exchange exchange) throws IOException {
        if (exchange.isTooLarge()) {
            throw new Refusal(REQUEST_TOO_LARGE, "The body has more than " + bodyBytesMax + " bytes.");
        }
        String channel = exchange.pathParameter("channel");
        switch (callbacks.parse(channel, exchange.headers(), exchange.body())) {
            case Callbacks.Parsed.Outcome(ChannelOutcome outcome) ->
                take(exchange, outcome.getMerchantId(), "channel:" + outcome.getChannel(), outcome);
            case Callbacks.Parsed.Payout(BankOutcome outcome) ->
                take(exchange, outcome.getMerchantId(), "bank", outcome);
            case Callbacks.Parsed.Ignored _ -> exchange.answerJson(200, IGNORED);
            case Callbacks.Parsed.Refused(String reason) -> throw new Refusal(UNAUTHENTICATED, reason);
            case Callbacks.Parsed.NoSuchChannel _ -> throw new Refusal(NOT_FOUND, "There is no channel of this name.");
        }
    }

    private void take(Exchange exchange, String merchantId, String actor, SpecificRecordBase outcome)
            throws IOException {
        gateway.tell(
                merchantId,
                new Command(
                        gateway.nextCommandId(),
                        exchange.requestId(),
                        null,
                        ReplyWhen.CONCLUDED,
                        actor,
                        null,
                        null,
                        outcome));
        exchange.answerJson(200, TAKEN);
    }
}

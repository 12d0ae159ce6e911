package dev.kassa.bench.check;

import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.ChannelOperation;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import java.util.HashMap;
import java.util.Map;

/** S1: no channel is asked for a payment that the risk rules rejected, or before a person let it pass. */
final class CallCheck {
    private final Findings findings;
    private final RecordedLog log;

    CallCheck(Findings findings, RecordedLog log) {
        this.findings = findings;
        this.log = log;
    }

    void check() {
        Map<String, Long> sentAt = new HashMap<>();
        for (Logged<PaymentFact> logged : log.payments()) {
            PaymentFact fact = logged.value();
            if (fact.getStatus() == PaymentStatusCode.PROCESSING) {
                sentAt.putIfAbsent(fact.getId(), fact.getCommandOffset());
            }
        }
        for (Logged<ChannelCommand> logged : log.calls()) {
            ChannelCommand call = logged.value();
            Long from = sentAt.get(call.getPaymentId());
            boolean sent = from != null && from <= call.getCommandOffset();
            findings.unless(
                    sent || call.getOperation() != ChannelOperation.AUTHORIZE,
                    "S1",
                    logged.at(),
                    call.getPaymentId() + " is sent to a channel, and is not processing in the log");
        }
    }
}

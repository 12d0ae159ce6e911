package dev.kassa.bench.check;

import dev.kassa.avro.DeadLetter;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** I12: once faults have healed nothing hangs, and poison was set aside with its reason. */
final class QuietCheck {
    private final Findings findings;

    QuietCheck(Findings findings) {
        this.findings = findings;
    }

    void check(RecordedLog log, Map<String, MerchantModel> merchants, boolean drained) {
        Set<String> setAside = log.deadLetters().stream()
                .map(Logged::value)
                .map(QuietCheck::at)
                .collect(Collectors.toSet());
        log.unreadable().stream()
                .filter(poison -> drained && !setAside.contains(poison.at()))
                .forEach(poison -> findings.add(
                        "I12", poison.at(), "unreadable and not among the dead letters: " + poison.value()));
        log.unfinished().forEach(what -> findings.add("I12", "log", what));
        if (drained) {
            merchants.values().forEach(this::settled);
        }
    }

    private void settled(MerchantModel merchant) {
        merchant.payments.values().forEach(this::settled);
        merchant.refunds.values().stream()
                .filter(refund -> MerchantModel.live(refund.fact().getStatus()))
                .forEach(refund -> findings.add(
                        "I12", refund.fact().getId(), "still " + refund.fact().getStatus()));
    }

    private void settled(PaymentFact payment) {
        boolean open = payment.getStatus() == PaymentStatusCode.CREATED
                || payment.getStatus() == PaymentStatusCode.PROCESSING
                || payment.getChannelState() != null;
        findings.unless(
                !open,
                "I12",
                payment.getId(),
                "still " + payment.getStatus() + ", channel state " + payment.getChannelState());
    }

    private static String at(DeadLetter letter) {
        return letter.getTopic() + "-" + letter.getPartition() + "@" + letter.getOffset();
    }
}

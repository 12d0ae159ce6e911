package dev.kassa.bench.check;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.bench.check.Evidence.Charge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** I9: what the channel did and what the ledger holds are the same, payment by payment and refund by refund. */
final class ChannelCheck {
    private static final Pattern ID = Pattern.compile("(pay|rf)_[0-9a-z]{26}");

    private final Findings findings;
    private final Map<String, PaymentFact> payments = new HashMap<>();
    private final Map<String, RefundFact> refunds = new HashMap<>();

    ChannelCheck(Findings findings, Map<String, MerchantModel> merchants) {
        this.findings = findings;
        for (MerchantModel merchant : merchants.values()) {
            payments.putAll(merchant.payments);
            merchant.refunds.forEach((id, refund) -> refunds.put(id, refund.fact()));
        }
    }

    /** Charges of other channels must not be in the list; null where the channel was not asked. */
    void check(@Nullable List<Charge> charges) {
        if (charges == null) {
            return;
        }
        Map<String, List<Charge>> captures = new HashMap<>();
        Map<String, List<Charge>> refunded = new HashMap<>();
        for (Charge charge : charges) {
            if (charge.done() && charge.captured()) {
                captures.computeIfAbsent(subject(charge, "pay"), none -> new ArrayList<>())
                        .add(charge);
            } else if (charge.done() && charge.operation().equals("refund")) {
                refunded.computeIfAbsent(subject(charge, "rf"), none -> new ArrayList<>())
                        .add(charge);
            }
        }
        captures.forEach(this::capture);
        refunded.forEach(this::refund);
        payments.values().stream()
                .filter(payment -> payment.getStatus() == PaymentStatusCode.SUCCEEDED)
                .filter(payment -> !captures.containsKey(payment.getId()))
                .forEach(payment -> findings.add("I9", payment.getId(), "succeeded here, never captured there"));
        refunds.values().stream()
                .filter(refund -> refund.getStatus() == RefundStatusCode.SUCCEEDED)
                .filter(refund -> !refunded.containsKey(refund.getId()))
                .forEach(refund -> findings.add("I9", refund.getId(), "succeeded here, never refunded there"));
    }

    private void capture(String id, List<Charge> done) {
        findings.unless(done.size() == 1, "I9", id, "captured " + done.size() + " times at the channel: " + done);
        PaymentFact payment = payments.get(id);
        if (payment == null || payment.getStatus() != PaymentStatusCode.SUCCEEDED) {
            findings.add("I9", id, "captured there, here it is " + (payment == null ? "absent" : payment.getStatus()));
            return;
        }
        findings.equal(payment.getAmountCaptured(), done.getFirst().amount(), "I9", id, "amount at the channel");
        findings.equal(payment.getCurrency(), done.getFirst().currency(), "I9", id, "currency at the channel");
    }

    private void refund(String id, List<Charge> done) {
        findings.unless(done.size() == 1, "I9", id, "refunded " + done.size() + " times at the channel: " + done);
        RefundFact refund = refunds.get(id);
        if (refund == null || refund.getStatus() != RefundStatusCode.SUCCEEDED) {
            findings.add("I9", id, "refunded there, here it is " + (refund == null ? "absent" : refund.getStatus()));
            return;
        }
        findings.equal(refund.getAmount(), done.getFirst().amount(), "I9", id, "amount at the channel");
    }

    /** The last id of that kind in the key; the key itself where it names none. */
    private static String subject(Charge charge, String kind) {
        String found = charge.key();
        Matcher ids = ID.matcher(charge.key());
        while (ids.find()) {
            if (ids.group(1).equals(kind)) {
                found = ids.group();
            }
        }
        return found;
    }
}

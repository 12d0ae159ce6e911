package dev.kassa.bench.check;

import dev.kassa.avro.ApplyReference;
import dev.kassa.avro.CancelPayment;
import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.ChangeReference;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.Customer;
import dev.kassa.avro.FailureFact;
import dev.kassa.avro.LimitsFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.ReferenceApplied;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.ReviewFact;
import dev.kassa.avro.ReviewPayment;
import dev.kassa.avro.RiskFact;
import dev.kassa.avro.RiskSignals;
import dev.kassa.avro.UpdateMerchant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A scribe who also writes what operators do: changes of merchants and of what they share, reviews, suspicious payments. */
final class OperatorsScribe extends Scribe {
    static final String OPERATOR = "operator";
    private static final int HOME = 0;

    /** Asks for a change of the merchant, which happens. */
    MerchantFact update(UnaryOperator<UpdateMerchant.Builder> change, UnaryOperator<MerchantFact.Builder> after) {
        updateInVain(change);
        MerchantFact before = merchants.getLast().value();
        write(after.apply(MerchantFact.newBuilder(before))
                .setVersion(before.getVersion() + 1)
                .setUpdatedAtMs(now())
                .build());
        return merchants.getLast().value();
    }

    /** Asks for a change of the merchant that is refused. */
    void updateInVain(UnaryOperator<UpdateMerchant.Builder> change) {
        UpdateMerchant body = change.apply(UpdateMerchant.newBuilder().setMerchantId(MERCHANT))
                .build();
        command(PARTITION, OPERATOR, null, body);
    }

    void limit(@Nullable Long single, @Nullable Long daily, @Nullable Long monthly) {
        List<LimitsFact> limits = List.of(new LimitsFact(null, single, daily, monthly));
        update(change -> change.setLimits(limits), fact -> fact.setLimits(limits));
    }

    void status(String status) {
        update(change -> change.setStatus(status), fact -> fact.setStatus(status));
    }

    /** A change of what all merchants share, decided on partition 0 and told to every other. */
    ReferenceFact change(String kind, String key, @Nullable Long expected, @Nullable Object body) {
        Logged<Command> asked = command(HOME, OPERATOR, null, new ChangeReference(kind, key, expected, body));
        ReferenceFact fact = new ReferenceFact(
                kind,
                key,
                history.size() + 1L,
                body,
                OPERATOR,
                asked.timestampMs(),
                asked.value().getRequestId(),
                asked.offset());
        history.add(new Logged<>("reference-history", 0, history.size(), asked.timestampMs(), kind + "/" + key, fact));
        hold(fact, asked);
        for (int partition = 1; partition < PARTITIONS; partition++) {
            hold(fact, command(partition, OPERATOR, null, new ApplyReference(fact)));
        }
        return fact;
    }

    private void hold(ReferenceFact fact, Logged<Command> from) {
        ReferenceApplied here =
                new ReferenceApplied(fact.getVersion(), from.partition(), from.offset(), from.timestampMs());
        applied.add(new Logged<>("reference-applied", 0, applied.size(), from.timestampMs(), "", here));
    }

    /** A change that is refused. */
    void changeInVain(String kind, String key, @Nullable Long expected, @Nullable Object body) {
        command(HOME, OPERATOR, null, new ChangeReference(kind, key, expected, body));
    }

    /** Told of the latest change that it holds everywhere; what is asked later is asked after that. */
    void toldOf(ReferenceFact fact) {
        clockNs += 1_000;
        changes.add(new Evidence.Change(
                String.valueOf(fact.getRequestId()),
                fact.getKind() + "/" + fact.getKey(),
                true,
                clockNs,
                clockNs + 500,
                200,
                fact.getVersion()));
    }

    /** Asks for a payment of somebody, of whom the rules find what is given. */
    PaymentFact askAs(String key, long amount, Customer customer, RiskFact found, PaymentStatusCode status) {
        command(
                key,
                new CreatePayment(
                        MERCHANT,
                        key,
                        amount,
                        "GBP",
                        null,
                        CaptureMode.AUTOMATIC,
                        null,
                        customer,
                        null,
                        List.of(),
                        null));
        return open(key, amount, customer, found, status);
    }

    /** Asks for a payment whose key is its order's number; its fact is still to be written. */
    String asked(String orderNo, long amount) {
        askInVain(orderNo, orderNo, amount);
        return orderNo;
    }

    /** What the rules find; signals as of the merchant's first payment of such a customer. */
    RiskFact found(int score, String decision, Customer customer, String... reasons) {
        int paid = (int) payments.stream()
                .map(logged -> logged.value().getId())
                .distinct()
                .count();
        RiskSignals signals = RiskSignals.newBuilder()
                .setPerIp(customer.getIp() == null ? 0 : 1)
                .setPerDevice(customer.getDevice() == null ? 0 : 1)
                .setPerMerchant(paid + 1)
                .setNewDevice(customer.getDevice() != null)
                .build();
        return new RiskFact(score, decision, List.of(reasons), List.of(), signals);
    }

    static Customer at(@Nullable String ip, @Nullable String device) {
        return new Customer(null, null, ip, device, null);
    }

    /** A person's decision that is heeded. */
    PaymentFact decide(PaymentFact held, String actor, boolean accept) {
        command(PARTITION, actor, null, new ReviewPayment(MERCHANT, held.getId(), accept, "because"));
        ReviewFact review = ReviewFact.newBuilder(held.getReview())
                .setDecision(accept ? "accept" : "reject")
                .setDecidedBy(actor)
                .setReason("because")
                .setDecidedAtMs(now())
                .build();
        PaymentFact decided = PaymentFact.newBuilder(held)
                .setStatus(accept ? PaymentStatusCode.PROCESSING : PaymentStatusCode.FAILED)
                .setStatusBefore(held.getStatus())
                .setFailure(accept ? null : new FailureFact("review_rejected", "A review rejected it."))
                .setReview(review)
                .setUpdatedAtMs(now())
                .build();
        write(decided);
        if (accept) {
            call(decided);
        }
        return payments.getLast().value();
    }

    PaymentFact cancel(PaymentFact held) {
        command(null, new CancelPayment(MERCHANT, held.getId()));
        write(PaymentFact.newBuilder(held)
                .setStatus(PaymentStatusCode.CANCELLED)
                .setStatusBefore(held.getStatus())
                .setUpdatedAtMs(now())
                .build());
        return payments.getLast().value();
    }
}

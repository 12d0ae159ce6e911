package dev.kassa.bench.check;

import dev.kassa.avro.CapturePayment;
import dev.kassa.avro.ChannelOperation;
import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.ChannelResult;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.CreateRefund;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.avro.ReviewPayment;
import dev.kassa.avro.UpdateMerchant;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says from a merchant's state what a command must lead to. Changes only the memory of which keys were used. */
final class Judge {
    private static final long AMOUNT_MAX = 1_000_000_000_000L;
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private Judge() {}

    static Verdict judge(Logged<Command> command, MerchantModel merchant, Books books, Tables tables) {
        return switch (command.value().getBody()) {
            case CreatePayment body -> payment(command, body, merchant);
            case CreateRefund body -> refund(command, body, merchant, books);
            case ChannelOutcome body -> outcome(body, merchant);
            case CapturePayment body ->
                known(body.getPaymentId(), merchant)
                        .or(() -> key(command, "capture", body.getPaymentId(), merchant))
                        .or(() -> active(merchant))
                        .orElse(Verdict.may("left to the rules of the facts"));
            case ReviewPayment body ->
                known(body.getPaymentId(), merchant)
                        .or(() -> key(command, "review", decision(command, body), merchant))
                        .orElseGet(() -> ReviewRules.judge(command, body, merchant));
            case CreateMerchant body ->
                merchant.settings == null
                        ? Verdict.may("left to the rules of the facts")
                        : Verdict.mustNot("M1", "the merchant is there");
            case UpdateMerchant body -> MerchantRules.judge(body, merchant.settings, tables);
            case Object other ->
                key(command, other.getClass().getSimpleName(), "", merchant)
                        .orElse(Verdict.may("left to the rules of the facts"));
        };
    }

    private static Optional<Verdict> known(String paymentId, MerchantModel merchant) {
        return merchant.payments.containsKey(paymentId)
                ? Optional.empty()
                : Optional.of(Verdict.mustNot("there is no such payment"));
    }

    /** A decision is the same where the same person says the same of the same payment. */
    private static String decision(Logged<Command> command, ReviewPayment body) {
        return String.join(
                " ",
                body.getPaymentId(),
                command.value().getActor(),
                Boolean.toString(body.getAccept()),
                body.getReason());
    }

    /** M1: one that is not active takes no money. */
    private static Optional<Verdict> active(MerchantModel merchant) {
        return merchant.active() ? Optional.empty() : Optional.of(Verdict.mustNot("M1", "the merchant is not active"));
    }

    /** What the key alone says: a repeat changes nothing, whatever its body. */
    private static Optional<Verdict> key(
            Logged<Command> command, String operation, String naturalKey, MerchantModel merchant) {
        String key = command.value().getIdempotencyKey();
        String scoped;
        if (key != null) {
            scoped = operation + " key " + key;
        } else if (!naturalKey.isEmpty()) {
            scoped = operation + " number " + naturalKey;
        } else {
            return Optional.empty();
        }
        return merchant.use(scoped, command.at()).map(first -> Verdict.mustNot("I5", "it repeats " + first));
    }

    private static Verdict payment(Logged<Command> command, CreatePayment body, MerchantModel merchant) {
        MerchantFact settings = merchant.settings;
        if (settings == null) {
            return Verdict.mustNot("there is no such merchant");
        }
        Optional<Verdict> repeat = key(command, "payment", body.getOrderNo(), merchant);
        if (repeat.isPresent()) {
            return repeat.get();
        }
        Optional<Verdict> no =
                active(merchant).or(() -> attempt(body, merchant)).or(() -> terms(command, body));
        if (no.isPresent()) {
            return no.get();
        }
        long occurredAtMs = body.getOccurredAtMs() == null ? command.timestampMs() : body.getOccurredAtMs();
        int date = PriceRules.businessDate(occurredAtMs, settings);
        Optional<String> limit = merchant.takings.broken(settings, body.getCurrency(), date, body.getAmount());
        if (limit.isPresent()) {
            return Verdict.mustNot("L1", limit.get());
        }
        boolean plain = settings.getCurrencies().contains(body.getCurrency())
                && (body.getChannel() == null || body.getChannel().equals("simulator"))
                && body.getAmount() <= AMOUNT_MAX
                && !body.getOrderNo().isEmpty();
        return plain ? Verdict.must("nothing speaks against it") : Verdict.may("it names something special");
    }

    private static Optional<Verdict> attempt(CreatePayment body, MerchantModel merchant) {
        for (PaymentFact attempt : merchant.order(body.getOrderNo())) {
            if (attempt.getStatus() == PaymentStatusCode.SUCCEEDED) {
                return Optional.of(Verdict.mustNot("the order is paid by " + attempt.getId()));
            }
            if (MerchantModel.live(attempt.getStatus())) {
                return Optional.of(Verdict.mustNot("attempt " + attempt.getId() + " is under way"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Verdict> terms(Logged<Command> command, CreatePayment body) {
        if (body.getAmount() <= 0 || !CURRENCIES.contains(body.getCurrency())) {
            return Optional.of(Verdict.mustNot("it is no amount of money"));
        }
        return body.getOccurredAtMs() != null && body.getOccurredAtMs() > command.timestampMs()
                ? Optional.of(Verdict.mustNot("it lies in the future"))
                : Optional.empty();
    }

    private static Verdict refund(Logged<Command> command, CreateRefund body, MerchantModel merchant, Books books) {
        Optional<Verdict> repeat = key(command, "refund", body.getRefundNo(), merchant);
        if (repeat.isPresent()) {
            return repeat.get();
        }
        Optional<String> sameNumber = merchant.refundOf(body.getRefundNo());
        if (sameNumber.isPresent()) {
            return Verdict.mustNot("its number is that of " + sameNumber.get());
        }
        Optional<PaymentFact> named = merchant.named(body.getPaymentId(), body.getOrderNo());
        if (named.isEmpty()) {
            return Verdict.mustNot("there is no such payment");
        }
        PaymentFact payment = named.get();
        if (payment.getStatus() != PaymentStatusCode.SUCCEEDED) {
            return Verdict.mustNot("the payment is " + payment.getStatus());
        }
        long left = payment.getAmountCaptured()
                - merchant.refunded(payment.getId(), true)
                - merchant.refunded(payment.getId(), false);
        long amount = body.getAmount() == null ? left : body.getAmount();
        if (amount <= 0 || amount > left) {
            return Verdict.mustNot("it asks for " + amount + " where " + left + " is left");
        }
        return covered(payment, amount, merchant, books)
                ? Verdict.must("it is covered")
                : Verdict.mustNot("the balance does not cover it");
    }

    /** A merchant that is suspended gives money back all the same. */
    private static boolean covered(PaymentFact payment, long amount, MerchantModel merchant, Books books) {
        String currency = payment.getCurrency();
        MerchantFact settings = merchant.settings;
        if (settings == null) {
            return false;
        }
        long pending = books.balance(Accounts.merchant(payment.getMerchantId(), "pending"), currency);
        long available = books.balance(Accounts.merchant(payment.getMerchantId(), "available"), currency);
        Templates.Hold hold = Templates.hold(pending, available, amount);
        return pending - hold.pending() >= -Pricing.negativeLimit(settings, currency) || hold.pending() <= 0;
    }

    private static Verdict outcome(ChannelOutcome body, MerchantModel merchant) {
        boolean conclusive = switch (body.getResult()) {
            case APPROVED, DECLINED -> true;
            // "For certain nothing happened" is said of one attempt: a later one may be under way.
            case FAILED, UNKNOWN, PENDING -> false;
        };
        if (body.getOperation() == ChannelOperation.REFUND) {
            MerchantModel.Refund refund = merchant.refunds.get(String.valueOf(body.getRefundId()));
            if (refund == null) {
                return Verdict.mustNot("there is no such refund");
            }
            return about(refund.fact(), conclusive, body.getResult());
        }
        PaymentFact payment = merchant.payments.get(body.getPaymentId());
        if (payment == null) {
            return Verdict.mustNot("there is no such payment");
        }
        boolean awaited = body.getOperation() == ChannelOperation.AUTHORIZE
                && payment.getStatus() == PaymentStatusCode.PROCESSING;
        if (awaited && conclusive) {
            return Verdict.must("the channel answers an open authorization");
        }
        return Verdict.may("left to the rules of the facts");
    }

    private static Verdict about(RefundFact refund, boolean conclusive, ChannelResult result) {
        if (MerchantModel.live(refund.getStatus())) {
            return conclusive
                    ? Verdict.must("the channel answers an open refund")
                    : Verdict.may("the refund stays open");
        }
        boolean afterAll = result == ChannelResult.APPROVED && refund.getStatus() == RefundStatusCode.FAILED;
        return afterAll ? Verdict.may("it happened after all") : Verdict.mustNot("the refund is " + refund.getStatus());
    }
}

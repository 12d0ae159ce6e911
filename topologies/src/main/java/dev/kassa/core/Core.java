package dev.kassa.core;

import dev.kassa.avro.AddBankAccount;
import dev.kassa.avro.AddKey;
import dev.kassa.avro.ApplyReference;
import dev.kassa.avro.BalanceState;
import dev.kassa.avro.BankOutcome;
import dev.kassa.avro.CancelPayment;
import dev.kassa.avro.CapturePayment;
import dev.kassa.avro.ChangeReference;
import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.Command;
import dev.kassa.avro.CountedState;
import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.CreateRefund;
import dev.kassa.avro.CreateSettlement;
import dev.kassa.avro.CreateWithdrawal;
import dev.kassa.avro.DecideBankAccount;
import dev.kassa.avro.DecideSettlement;
import dev.kassa.avro.DecideWithdrawal;
import dev.kassa.avro.DrawUpSettlement;
import dev.kassa.avro.FlagAttribute;
import dev.kassa.avro.FlagState;
import dev.kassa.avro.IdempotencyEntry;
import dev.kassa.avro.OrderState;
import dev.kassa.avro.PartitionState;
import dev.kassa.avro.PaymentState;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.RefundState;
import dev.kassa.avro.ReviewPayment;
import dev.kassa.avro.RevokeKey;
import dev.kassa.avro.SettlementAccountState;
import dev.kassa.avro.SettlementState;
import dev.kassa.avro.SpendingState;
import dev.kassa.avro.Tick;
import dev.kassa.avro.UpdateMerchant;
import dev.kassa.avro.VoidPayment;
import dev.kassa.avro.WithdrawalState;
import dev.kassa.channelcall.Operation;
import dev.kassa.channelcall.Outcome;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Partitions;
import dev.kassa.schema.Topics;

/**
 * The core of one partition: a pure function of the commands that it is handed, in their order. It knows no Kafka Streams;
 * over stores in memory it replays a log. Not thread-safe.
 */
public final class Core {
    private final CoreSettings settings;
    private final Head head;
    private final Replies replies;
    private final MerchantDesk merchantDesk;
    private final KeyDesk keyDesk;
    private final PaymentDesk paymentDesk;
    private final PaymentOperations paymentOperations;
    private final RefundDesk refundDesk;
    private final SettlementDesk settlementDesk;
    private final BankAccountDesk bankAccountDesk;
    private final WithdrawalDesk withdrawalDesk;
    private final ReferenceDesk referenceDesk;
    private final RiskDesk riskDesk;
    private final ClockDesk clockDesk;
    private final Absences absences = new Absences();

    /** Takes up a partition where its stores stand. */
    public Core(CoreSettings settings, Codecs codecs, CoreStorage storage, Outbox outbox, int partition) {
        this(settings, codecs, storage, outbox, partition, RiskWatch.NOBODY);
    }

    /**
     * The same, and somebody looks on.
     *
     * @param watch told of what risk decides; nothing that the core does depends on it
     */
    public Core(
            CoreSettings settings, Codecs codecs, CoreStorage storage, Outbox outbox, int partition, RiskWatch watch) {
        this.settings = settings;
        head = new Head(storage.partition(), codecs.ofStore("partition", PartitionState.getClassSchema()), partition);
        replies = new Replies(codecs.of(Topics.REPLIES), outbox);
        Merchants merchants = new Merchants(storage.merchants(), codecs.of(Topics.MERCHANTS));
        References references =
                new References(storage.references(), codecs.ofStore("references", ReferenceFact.getClassSchema()));
        MonthsTaken taken = new MonthsTaken(storage.taken(), codecs.ofStore("taken", SpendingState.getClassSchema()));
        riskDesk = new RiskDesk(
                references,
                new Counts(storage.counts(), codecs.ofStore("counts", CountedState.getClassSchema()), head),
                absences.over(storage.devices()),
                new Flags(storage.flags(), codecs.ofStore("flags", FlagState.getClassSchema())));
        Payments payments = new Payments(
                storage.payments(),
                absences.over(storage.orders()),
                codecs.ofStore("payments", PaymentState.getClassSchema()),
                codecs.ofStore("orders", OrderState.getClassSchema()));
        Refunds refunds = new Refunds(
                storage.refunds(), storage.refundNumbers(), codecs.ofStore("refunds", RefundState.getClassSchema()));
        SettlementBooks books = new SettlementBooks(
                storage.settlementAccounts(),
                codecs.ofStore("settlement-accounts", SettlementAccountState.getClassSchema()));
        Journal journal = new Journal(
                storage.balances(),
                codecs.ofStore("balances", BalanceState.getClassSchema()),
                codecs.of(Topics.JOURNAL),
                books,
                merchants,
                head,
                outbox);
        IdempotencyStore idempotency = new IdempotencyStore(
                absences.over(storage.idempotency()),
                codecs.ofStore("idempotency", IdempotencyEntry.getClassSchema()),
                settings.idempotencyHold());
        Settlements settlements =
                new Settlements(storage.settlements(), codecs.ofStore("settlements", SettlementState.getClassSchema()));
        Repeats repeats = new Repeats(
                idempotency,
                replies,
                new PaymentJoining(payments, replies),
                new RefundJoining(refunds, replies),
                new SettlementJoining(settlements, replies));
        ChannelCalls calls = new ChannelCalls(codecs.of(Topics.CHANNEL_COMMANDS), outbox);
        Deadlines deadlines = new Deadlines(storage.deadlines());
        PaymentClerk paymentClerk = new PaymentClerk(
                payments,
                codecs.of(Topics.PAYMENTS),
                taken,
                journal,
                calls,
                deadlines,
                idempotency,
                replies,
                head,
                outbox,
                watch);
        RefundClerk refundClerk = new RefundClerk(
                refunds, codecs.of(Topics.REFUNDS), paymentClerk, journal, calls, deadlines, replies, head, outbox);
        merchantDesk = new MerchantDesk(merchants, references, head, replies, outbox);
        keyDesk = new KeyDesk(merchants, merchantDesk, replies);
        referenceDesk = new ReferenceDesk(settings.partitions(), references, head, replies, codecs, outbox);
        Actors actors = new Actors(references, merchants);
        paymentDesk = new PaymentDesk(
                settings,
                merchants,
                actors,
                references,
                taken,
                riskDesk,
                head,
                payments,
                journal,
                repeats,
                replies,
                paymentClerk,
                watch);
        paymentOperations = new PaymentOperations(merchants, actors, payments, repeats, replies, paymentClerk);
        refundDesk = new RefundDesk(merchants, payments, refunds, journal, repeats, replies, refundClerk);
        settlementDesk = new SettlementDesk(
                merchants,
                new TermsOfSettlement(references),
                new Holidays(references),
                books,
                settlements,
                repeats,
                replies,
                new SettlementClerk(
                        settlements, merchants, journal, deadlines, idempotency, replies, head, outbox, codecs));
        BankAccounts bankAccounts = new BankAccounts(storage.bankAccounts(), codecs.of(Topics.BANK_ACCOUNTS));
        bankAccountDesk =
                new BankAccountDesk(merchants, actors, references, bankAccounts, repeats, replies, head, outbox);
        withdrawalDesk =
                withdrawals(storage, codecs, merchants, references, bankAccounts, journal, repeats, deadlines, outbox);
        clockDesk = new ClockDesk(
                payments, refunds, deadlines, head, paymentDesk, refundDesk, settlementDesk, riskDesk, withdrawalDesk);
    }

    private WithdrawalDesk withdrawals(
            CoreStorage storage,
            Codecs codecs,
            Merchants merchants,
            References references,
            BankAccounts accounts,
            Journal journal,
            Repeats repeats,
            Deadlines deadlines,
            Outbox outbox) {
        Withdrawals withdrawals = new Withdrawals(
                storage.withdrawals(),
                storage.withdrawalNumbers(),
                codecs.ofStore("withdrawals", WithdrawalState.getClassSchema()));
        WithdrawalClerk clerk = new WithdrawalClerk(
                withdrawals,
                accounts,
                codecs.of(Topics.WITHDRAWALS),
                codecs.of(Topics.BANK_COMMANDS),
                journal,
                deadlines,
                head,
                outbox);
        return new WithdrawalDesk(
                merchants,
                new Actors(references, merchants),
                new WithdrawalConditions(references),
                withdrawals,
                accounts,
                journal,
                repeats,
                replies,
                clerk);
    }

    /**
     * Carries out a command.
     *
     * @throws PoisonedCommandException where it makes no sense; nothing is written then
     */
    public void handle(Command command, Moment at) {
        Turn turn = new Turn(command, at);
        switch (command.getBody()) {
            case Tick tick -> {
                clockDesk.tick(turn);
                absences.tick();
            }
            case CreatePayment body -> {
                checkPlace(body.getMerchantId(), at);
                paymentDesk.create(turn, body);
            }
            case ChannelOutcome body -> {
                checkPlace(body.getMerchantId(), at);
                hear(turn, body);
            }
            case CreateRefund body -> {
                checkPlace(body.getMerchantId(), at);
                refundDesk.create(turn, body);
            }
            case CapturePayment body -> {
                checkPlace(body.getMerchantId(), at);
                paymentOperations.capture(turn, body);
            }
            case VoidPayment body -> {
                checkPlace(body.getMerchantId(), at);
                paymentOperations.voidAuthorization(turn, body);
            }
            case CancelPayment body -> {
                checkPlace(body.getMerchantId(), at);
                paymentOperations.cancel(turn, body);
            }
            case ReviewPayment body -> {
                checkPlace(body.getMerchantId(), at);
                paymentOperations.review(turn, body);
            }
            case CreateMerchant body -> {
                checkPlace(body.getMerchantId(), at);
                merchantDesk.create(turn, body);
            }
            case UpdateMerchant body -> {
                checkPlace(body.getMerchantId(), at);
                merchantDesk.update(turn, body);
            }
            case AddKey body -> {
                checkPlace(body.getMerchantId(), at);
                keyDesk.add(turn, body);
            }
            case RevokeKey body -> {
                checkPlace(body.getMerchantId(), at);
                keyDesk.revoke(turn, body);
            }
            case CreateSettlement body -> {
                checkPlace(body.getMerchantId(), at);
                settlementDesk.create(turn, body);
            }
            case DrawUpSettlement body -> {
                checkPlace(body.getMerchantId(), at);
                settlementDesk.drawUp(turn, body);
            }
            case DecideSettlement body -> {
                checkPlace(body.getMerchantId(), at);
                settlementDesk.decide(turn, body);
            }
            case AddBankAccount body -> {
                checkPlace(body.getMerchantId(), at);
                bankAccountDesk.add(turn, body);
            }
            case DecideBankAccount body -> {
                checkPlace(body.getMerchantId(), at);
                bankAccountDesk.decide(turn, body);
            }
            case CreateWithdrawal body -> {
                checkPlace(body.getMerchantId(), at);
                withdrawalDesk.create(turn, body);
            }
            case DecideWithdrawal body -> {
                checkPlace(body.getMerchantId(), at);
                withdrawalDesk.decide(turn, body);
            }
            case BankOutcome body -> {
                checkPlace(body.getMerchantId(), at);
                withdrawalDesk.hear(turn, body);
            }
            case ChangeReference body -> referenceDesk.change(turn, body);
            case ApplyReference body -> referenceDesk.apply(turn, body);
            case FlagAttribute body -> riskDesk.flag(body);
            default -> throw new PoisonedCommandException("a command of no kind that is known");
        }
        replies.send(head);
        head.save();
    }

    /** Lets go of what it reads from its stores. To be called before they are closed. */
    public void close() {
        absences.close();
    }

    private void hear(Turn turn, ChannelOutcome said) {
        Outcome outcome = new Outcome(
                Operation.valueOf(said.getOperation().name()),
                said.getAttempt(),
                Outcome.Result.valueOf(said.getResult().name()),
                said.getChannelReference(),
                said.getCode(),
                said.getMessage(),
                said.getAmount());
        String refundId = said.getRefundId();
        if (outcome.operation() != Operation.REFUND) {
            paymentDesk.hear(turn, said, outcome);
        } else if (refundId != null) {
            refundDesk.hear(turn, said, refundId, outcome);
        } else {
            throw new PoisonedCommandException("an outcome of a refund that names none");
        }
    }

    /** A merchant lives on one partition; a command for it elsewhere would split its money in two. */
    private void checkPlace(String merchantId, Moment at) {
        if (Partitions.of(merchantId, settings.partitions()) != at.partition()) {
            throw new PoisonedCommandException("a command for merchant " + merchantId + " on partition "
                    + at.partition() + ", where it does not live");
        }
    }
}

package dev.kassa.core;

import dev.kassa.avro.BankOutcome;
import dev.kassa.avro.CreateWithdrawal;
import dev.kassa.avro.DecideWithdrawal;
import dev.kassa.avro.Reply;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.idempotency.Fingerprint;
import dev.kassa.idempotency.IdempotencyKey;
import dev.kassa.idempotency.IdempotencyKey.Operation;
import dev.kassa.pricing.BusinessDates;
import dev.kassa.reference.Merchant;
import dev.kassa.schema.Currencies;
import dev.kassa.schema.Ids;
import dev.kassa.withdrawal.BankWord;
import dev.kassa.withdrawal.Speed;
import dev.kassa.withdrawal.Withdrawal;
import dev.kassa.withdrawal.WithdrawalCommand;
import dev.kassa.withdrawal.WithdrawalEvent;
import dev.kassa.withdrawal.WithdrawalOpening;
import dev.kassa.withdrawal.WithdrawalOpening.Request;
import dev.kassa.withdrawal.WithdrawalRejection;
import dev.kassa.withdrawal.WithdrawalRules;
import dev.kassa.withdrawal.WithdrawalTerms;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes commands about withdrawals: fetches, asks the rules, and has their answer carried out. */
final class WithdrawalDesk {
    private final Merchants merchants;
    private final Actors actors;
    private final WithdrawalConditions conditions;
    private final Withdrawals withdrawals;
    private final BankAccounts accounts;
    private final Journal journal;
    private final Repeats repeats;
    private final Replies replies;
    private final WithdrawalClerk clerk;

    WithdrawalDesk(
            Merchants merchants,
            Actors actors,
            WithdrawalConditions conditions,
            Withdrawals withdrawals,
            BankAccounts accounts,
            Journal journal,
            Repeats repeats,
            Replies replies,
            WithdrawalClerk clerk) {
        this.merchants = merchants;
        this.actors = actors;
        this.conditions = conditions;
        this.withdrawals = withdrawals;
        this.accounts = accounts;
        this.journal = journal;
        this.repeats = repeats;
        this.replies = replies;
        this.clerk = clerk;
    }

    /**
     * A request that failed is not remembered by its number alone: nothing came of it, and the number may be used for one
     * that succeeds.
     */
    void create(Turn turn, CreateWithdrawal command) {
        String merchantId = command.getMerchantId();
        String number = command.getWithdrawalNo();
        IdempotencyKey key = IdempotencyKey.of(
                merchantId, Operation.WITHDRAWAL, turn.command().getIdempotencyKey(), number);
        Fingerprint fingerprint = repeats.first(turn, key, command);
        if (fingerprint == null) {
            return;
        }
        Merchant merchant = merchants.get(merchantId);
        if (merchant == null) {
            refuse(turn, key, fingerprint, WithdrawalRejection.NO_SUCH_MERCHANT);
            return;
        }
        Withdrawal numbered = withdrawals.numbered(merchantId, number);
        if (numbered != null && key.natural()) {
            repeatOf(turn, key, numbered, command);
            return;
        }
        Request request = new Request(
                number,
                command.getAmount(),
                command.getCurrency(),
                Speed.valueOf(command.getSpeed().name()),
                WithdrawalCodec.date(command.getExecuteOn()));
        switch (WithdrawalOpening.decide(request, circumstances(turn, merchant, command, numbered != null))) {
            case WithdrawalOpening.Decision.Rejected(WithdrawalRejection reason) ->
                refuse(turn, key, fingerprint, reason);
            case WithdrawalOpening.Decision.Accepted accepted ->
                answer(turn, key, fingerprint, Replies.CREATED, open(turn, command, request.speed(), accepted));
        }
    }

    /** The number is taken for ever, longer than what was asked under it is remembered. */
    private void repeatOf(Turn turn, IdempotencyKey key, Withdrawal numbered, CreateWithdrawal command) {
        WithdrawalTerms terms = numbered.terms();
        LocalDate executeOn = WithdrawalCodec.date(command.getExecuteOn());
        boolean same = terms.amount() == command.getAmount()
                && terms.currency().equals(command.getCurrency())
                && terms.accountId().equals(command.getAccountId())
                && terms.speed().name().equals(command.getSpeed().name())
                && (executeOn == null || executeOn.equals(terms.executeOn()));
        if (same) {
            replies.tell(
                    key.merchantId(), turn.requester(true), Replies.outcome(Replies.CREATED, present(turn, numbered)));
        } else {
            repeats.refuseReuse(turn, key);
        }
    }

    private WithdrawalOpening.Circumstances circumstances(
            Turn turn, Merchant merchant, CreateWithdrawal command, boolean numberTaken) {
        String currency = command.getCurrency();
        boolean known = Currencies.isKnown(currency) && merchant.currencies().contains(currency);
        LocalDate today = BusinessDates.of(turn.nowMs(), merchant.zone());
        return new WithdrawalOpening.Circumstances(
                accounts.find(merchant.id(), command.getAccountId()),
                merchant.isActive(),
                known,
                numberTaken,
                journal.balance(merchant.id(), currency).available(),
                conditions.prices(known ? currency : merchant.currencies().getFirst()),
                today,
                conditions.businessDayAfter(Objects.requireNonNull(merchants.fact(merchant.id())), today),
                turn.nowMs());
    }

    private WithdrawalFact open(
            Turn turn, CreateWithdrawal command, Speed speed, WithdrawalOpening.Decision.Accepted accepted) {
        WithdrawalTerms terms = new WithdrawalTerms(
                command.getMerchantId(),
                command.getWithdrawalNo(),
                command.getAmount(),
                command.getCurrency(),
                accepted.fee(),
                command.getAccountId(),
                speed,
                accepted.executeOn(),
                actors.of(turn, command.getMerchantId()),
                accepted.approvalsNeeded());
        String id = Ids.of(
                Ids.WITHDRAWAL, turn.nowMs(), turn.at().partition(), turn.at().offset());
        return clerk.open(turn, Withdrawal.open(id, terms, turn.nowMs()));
    }

    /** Without a caller's key a word is judged anew each time: a second approval by the same person changes nothing. */
    void decide(Turn turn, DecideWithdrawal command) {
        String merchantId = command.getMerchantId();
        IdempotencyKey key = IdempotencyKey.of(
                merchantId,
                Operation.WITHDRAWAL_DECISION,
                turn.command().getIdempotencyKey(),
                command.getWithdrawalId());
        Fingerprint fingerprint = key.natural() ? null : repeats.first(turn, key, command);
        if (fingerprint == null && !key.natural()) {
            return;
        }
        Withdrawal withdrawal = withdrawals.find(merchantId, command.getWithdrawalId());
        if (withdrawal == null) {
            refuse(turn, key, fingerprint, WithdrawalRejection.NO_SUCH_WITHDRAWAL);
            return;
        }
        WithdrawalCommand said = new WithdrawalCommand(
                WithdrawalCommand.Kind.valueOf(command.getDecision().name()),
                actors.of(turn, merchantId),
                command.getReason());
        switch (WithdrawalRules.decide(withdrawal, said, circumstances(turn, withdrawal))) {
            case WithdrawalRules.Decision.Rejected(WithdrawalRejection reason) ->
                refuse(turn, key, fingerprint, reason);
            case WithdrawalRules.Decision.Accepted(List<WithdrawalEvent> events) -> {
                Withdrawal after = carryOut(turn, withdrawal, events);
                answer(turn, key, fingerprint, Replies.OK, present(turn, after));
            }
        }
    }

    void hear(Turn turn, BankOutcome said) {
        Withdrawal withdrawal = withdrawals.find(said.getMerchantId(), said.getWithdrawalId());
        if (withdrawal == null || withdrawal.attempt() == 0) {
            throw new PoisonedCommandException(
                    "a bank's word on a payout that it was not asked for: " + said.getWithdrawalId());
        }
        BankWord word = new BankWord(
                said.getAttempt(),
                BankWord.Result.valueOf(said.getResult().name()),
                said.getBankReference(),
                said.getCode(),
                said.getMessage());
        carryOut(turn, withdrawal, WithdrawalRules.hear(withdrawal, word, turn.nowMs()));
    }

    /** A moment that the withdrawal waited for has come. */
    void due(Turn turn, String id) {
        Withdrawal withdrawal = withdrawals.find(id);
        if (withdrawal != null) {
            carryOut(turn, withdrawal, WithdrawalRules.due(withdrawal, circumstances(turn, withdrawal)));
        }
    }

    private WithdrawalRules.Circumstances circumstances(Turn turn, Withdrawal withdrawal) {
        WithdrawalTerms terms = withdrawal.terms();
        Merchant merchant = merchants.get(terms.merchantId());
        if (merchant == null) {
            throw new IllegalStateException(
                    withdrawal.id() + " is of merchant " + terms.merchantId() + ", which is not there");
        }
        LocalDate executeOn = terms.executeOn();
        long sendFromMs = executeOn == null
                ? turn.nowMs()
                : executeOn.atStartOfDay(merchant.zone()).toInstant().toEpochMilli();
        return new WithdrawalRules.Circumstances(
                merchant.isActive(), clerk.account(withdrawal), sendFromMs, turn.nowMs());
    }

    private Withdrawal carryOut(Turn turn, Withdrawal before, List<WithdrawalEvent> events) {
        Withdrawal now = before;
        for (WithdrawalEvent event : events) {
            now = clerk.carryOut(turn, now, event);
        }
        return now;
    }

    private static WithdrawalFact present(Turn turn, Withdrawal withdrawal) {
        return WithdrawalCodec.fact(
                withdrawal, turn.at().partition(), 0, turn.at().offset());
    }

    private void answer(
            Turn turn, IdempotencyKey key, @Nullable Fingerprint fingerprint, int status, WithdrawalFact fact) {
        Reply outcome = Replies.outcome(status, fact);
        if (fingerprint != null) {
            repeats.answered(turn, key, fingerprint, outcome);
        }
        replies.tell(key.merchantId(), turn.requester(false), outcome);
    }

    private void refuse(Turn turn, IdempotencyKey key, @Nullable Fingerprint fingerprint, WithdrawalRejection reason) {
        Reply refusal = Replies.refusal(turn, reason.code(), reason.pointer(), reason.detail());
        if (fingerprint != null && !key.natural()) {
            repeats.answered(turn, key, fingerprint, refusal);
        }
        replies.tell(key.merchantId(), turn.requester(false), refusal);
    }
}

package dev.kassa.core;

import dev.kassa.avro.AddBankAccount;
import dev.kassa.avro.BankAccountFact;
import dev.kassa.avro.DecideBankAccount;
import dev.kassa.avro.Reply;
import dev.kassa.idempotency.Fingerprint;
import dev.kassa.idempotency.IdempotencyKey;
import dev.kassa.idempotency.IdempotencyKey.Operation;
import dev.kassa.reference.Merchant;
import dev.kassa.reference.MoneySetting;
import dev.kassa.schema.Ids;
import dev.kassa.schema.Topics;
import dev.kassa.withdrawal.BankAccount;
import dev.kassa.withdrawal.BankAccountRejection;
import dev.kassa.withdrawal.BankAccountRules;
import dev.kassa.withdrawal.BankAccountStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes commands about bank accounts. */
final class BankAccountDesk {
    private final Merchants merchants;
    private final Actors actors;
    private final References references;
    private final BankAccounts accounts;
    private final Repeats repeats;
    private final Replies replies;
    private final Head head;
    private final Outbox outbox;

    BankAccountDesk(
            Merchants merchants,
            Actors actors,
            References references,
            BankAccounts accounts,
            Repeats repeats,
            Replies replies,
            Head head,
            Outbox outbox) {
        this.merchants = merchants;
        this.actors = actors;
        this.references = references;
        this.accounts = accounts;
        this.repeats = repeats;
        this.replies = replies;
        this.head = head;
        this.outbox = outbox;
    }

    /** The same account again is the same account, whatever has become of it since. */
    void add(Turn turn, AddBankAccount command) {
        String merchantId = command.getMerchantId();
        String number = BankAccountRules.normalised(command.getAccountNumber());
        IdempotencyKey key = IdempotencyKey.of(
                merchantId, Operation.BANK_ACCOUNT, turn.command().getIdempotencyKey(), command.getCurrency() + number);
        Fingerprint fingerprint = key.natural() ? null : repeats.first(turn, key, command);
        if (fingerprint == null && !key.natural()) {
            return;
        }
        Merchant merchant = merchants.get(merchantId);
        if (merchant == null) {
            tell(turn, key, fingerprint, refusal(turn, BankAccountRejection.NO_SUCH_MERCHANT));
            return;
        }
        BankAccount.Terms terms = new BankAccount.Terms(
                command.getCurrency(), command.getCountry(), command.getHolder(), number, command.getBankCode());
        BankAccount known = accounts.numbered(merchantId, terms);
        BankAccountRejection fault = BankAccountRules.fault(
                command.getAccountNumber(), terms, merchant.currencies().contains(command.getCurrency()), known);
        if (fault != null) {
            tell(turn, key, fingerprint, refusal(turn, fault));
        } else if (known != null && known.terms().equals(terms)) {
            BankAccountFact present = WithdrawalCodec.fact(
                    known, turn.at().partition(), 0, turn.at().offset());
            replies.tell(merchantId, turn.requester(true), Replies.outcome(Replies.CREATED, present));
        } else {
            BankAccount account = open(turn, merchantId, terms);
            accounts.take(account);
            tell(turn, key, fingerprint, Replies.outcome(Replies.CREATED, publish(turn, account)));
        }
    }

    private BankAccount open(Turn turn, String merchantId, BankAccount.Terms terms) {
        String id = Ids.of(
                Ids.BANK_ACCOUNT, turn.nowMs(), turn.at().partition(), turn.at().offset());
        return new BankAccount(
                id,
                merchantId,
                terms,
                BankAccountStatus.UNVERIFIED,
                null,
                actors.of(turn, merchantId),
                null,
                null,
                turn.nowMs(),
                turn.nowMs());
    }

    void decide(Turn turn, DecideBankAccount command) {
        String merchantId = command.getMerchantId();
        IdempotencyKey key = IdempotencyKey.of(
                merchantId,
                Operation.BANK_ACCOUNT_DECISION,
                turn.command().getIdempotencyKey(),
                command.getAccountId());
        Fingerprint fingerprint = key.natural() ? null : repeats.first(turn, key, command);
        if (fingerprint == null && !key.natural()) {
            return;
        }
        BankAccount account = accounts.find(merchantId, command.getAccountId());
        if (account == null) {
            tell(turn, key, fingerprint, refusal(turn, BankAccountRejection.NO_SUCH_ACCOUNT));
            return;
        }
        long coolingOffMs = Duration.ofHours(references.value(MoneySetting.WITHDRAWAL_COOLING_OFF))
                .toMillis();
        BankAccountRules.Verdict verdict =
                BankAccountRules.Verdict.valueOf(command.getDecision().name());
        switch (BankAccountRules.decide(
                account, verdict, actors.of(turn, merchantId), command.getReason(), coolingOffMs, turn.nowMs())) {
            case BankAccountRules.Decision.Rejected(BankAccountRejection reason) ->
                tell(turn, key, fingerprint, refusal(turn, reason));
            case BankAccountRules.Decision.Accepted(BankAccount after) ->
                tell(turn, key, fingerprint, Replies.outcome(Replies.OK, publish(turn, after)));
        }
    }

    private BankAccountFact publish(Turn turn, BankAccount account) {
        BankAccountFact fact = WithdrawalCodec.fact(
                account,
                turn.at().partition(),
                head.nextBankAccount(),
                turn.at().offset());
        outbox.send(Topics.BANK_ACCOUNTS, account.merchantId(), accounts.put(fact, account));
        return fact;
    }

    private void tell(Turn turn, IdempotencyKey key, @Nullable Fingerprint fingerprint, Reply outcome) {
        if (fingerprint != null) {
            repeats.answered(turn, key, fingerprint, outcome);
        }
        replies.tell(key.merchantId(), turn.requester(false), outcome);
    }

    private static Reply refusal(Turn turn, BankAccountRejection reason) {
        return Replies.refusal(turn, reason.code(), reason.pointer(), reason.detail());
    }
}

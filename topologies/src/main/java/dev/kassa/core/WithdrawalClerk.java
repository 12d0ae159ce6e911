package dev.kassa.core;

import dev.kassa.avro.BankCommand;
import dev.kassa.avro.BankOperation;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.ledger.Balance;
import dev.kassa.ledger.Posting;
import dev.kassa.ledger.WithdrawalPostings;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Ids;
import dev.kassa.schema.Topics;
import dev.kassa.withdrawal.BankAccount;
import dev.kassa.withdrawal.Speed;
import dev.kassa.withdrawal.Withdrawal;
import dev.kassa.withdrawal.Withdrawal.Asking;
import dev.kassa.withdrawal.WithdrawalEvent;
import dev.kassa.withdrawal.WithdrawalRules;
import dev.kassa.withdrawal.WithdrawalTerms;

/** Carries out what the rules of withdrawals have decided: postings, facts, calls at the bank, and deadlines. */
final class WithdrawalClerk {
    private final Withdrawals withdrawals;
    private final BankAccounts accounts;
    private final AvroCodec<WithdrawalFact> factCodec;
    private final AvroCodec<BankCommand> callCodec;
    private final Journal journal;
    private final Deadlines deadlines;
    private final Head head;
    private final Outbox outbox;

    WithdrawalClerk(
            Withdrawals withdrawals,
            BankAccounts accounts,
            AvroCodec<WithdrawalFact> factCodec,
            AvroCodec<BankCommand> callCodec,
            Journal journal,
            Deadlines deadlines,
            Head head,
            Outbox outbox) {
        this.withdrawals = withdrawals;
        this.accounts = accounts;
        this.factCodec = factCodec;
        this.callCodec = callCodec;
        this.journal = journal;
        this.deadlines = deadlines;
        this.head = head;
        this.outbox = outbox;
    }

    /** The account of a withdrawal, as it stands now. */
    BankAccount account(Withdrawal withdrawal) {
        WithdrawalTerms terms = withdrawal.terms();
        BankAccount account = accounts.find(terms.merchantId(), terms.accountId());
        if (account == null) {
            throw new IllegalStateException(withdrawal.id() + " goes to " + terms.accountId() + ", which is not there");
        }
        return account;
    }

    /** Takes the hold. */
    WithdrawalFact open(Turn turn, Withdrawal withdrawal) {
        WithdrawalTerms terms = withdrawal.terms();
        post(
                turn,
                withdrawal,
                WithdrawalPostings.hold(terms.merchantId(), terms.currency(), balance(terms), terms.amount()));
        withdrawals.take(terms.merchantId(), terms.withdrawalNo(), withdrawal.id());
        return publish(turn, withdrawal);
    }

    Withdrawal carryOut(Turn turn, Withdrawal before, WithdrawalEvent event) {
        Withdrawal withdrawal = WithdrawalRules.evolve(before, event, turn.nowMs());
        entail(turn, withdrawal, event);
        if (!withdrawal.equals(before)) {
            publish(turn, withdrawal);
        }
        return withdrawal;
    }

    private WithdrawalFact publish(Turn turn, Withdrawal withdrawal) {
        WithdrawalFact fact = WithdrawalCodec.fact(
                withdrawal,
                turn.at().partition(),
                head.nextWithdrawal(),
                turn.at().offset());
        outbox.send(Topics.WITHDRAWALS, fact.getMerchantId(), factCodec.encode(fact));
        withdrawals.put(withdrawal, fact);
        return fact;
    }

    private void entail(Turn turn, Withdrawal withdrawal, WithdrawalEvent event) {
        WithdrawalTerms terms = withdrawal.terms();
        String merchantId = terms.merchantId();
        String currency = terms.currency();
        switch (event) {
            case WithdrawalEvent.Approved _ -> {
                // What follows from the last approval is an event of its own.
            }
            case WithdrawalEvent.Postponed(long untilMs) -> deadlines.put(untilMs, withdrawal.id());
            case WithdrawalEvent.BankAsked(boolean payOut, Asking asking) -> {
                ask(turn, withdrawal, payOut, asking);
                deadlines.put(asking.retryAtMs(), withdrawal.id());
            }
            case WithdrawalEvent.LeftOpen(String _, Asking asking, String _) ->
                deadlines.put(asking.retryAtMs(), withdrawal.id());
            case WithdrawalEvent.Paid _ ->
                post(
                        turn,
                        withdrawal,
                        WithdrawalPostings.paid(merchantId, currency, balance(terms), terms.amount(), terms.fee()));
            case WithdrawalEvent.Rejected _, WithdrawalEvent.Cancelled _, WithdrawalEvent.Failed _ ->
                post(
                        turn,
                        withdrawal,
                        WithdrawalPostings.release(merchantId, currency, balance(terms), terms.amount()));
            case WithdrawalEvent.Contradicted contradicted -> correct(turn, withdrawal, contradicted.paid());
        }
    }

    private void ask(Turn turn, Withdrawal withdrawal, boolean payOut, Asking asking) {
        WithdrawalTerms terms = withdrawal.terms();
        BankAccount.Terms account = account(withdrawal).terms();
        BankCommand call = new BankCommand(
                terms.merchantId(),
                withdrawal.id(),
                payOut ? BankOperation.PAY_OUT : BankOperation.QUERY,
                asking.attempt(),
                terms.payout(),
                terms.currency(),
                account.holder(),
                account.accountNumber(),
                account.bankCode(),
                account.country(),
                terms.speed() == Speed.URGENT,
                terms.withdrawalNo(),
                turn.nowMs());
        outbox.send(Topics.BANK_COMMANDS, terms.merchantId(), callCodec.encode(call));
    }

    private Balance balance(WithdrawalTerms terms) {
        return journal.balance(terms.merchantId(), terms.currency());
    }

    /** The bank may take its word back any number of times, so each correction has its id from the word that caused it. */
    private void correct(Turn turn, Withdrawal withdrawal, boolean paid) {
        WithdrawalTerms terms = withdrawal.terms();
        Balance balance = balance(terms);
        Posting posting = paid
                ? WithdrawalPostings.paidAfterAll(terms.currency(), balance, terms.payout())
                : WithdrawalPostings.notPaidAfterAll(terms.currency(), balance, terms.payout());
        String word = Ids.of(
                Ids.WITHDRAWAL, turn.nowMs(), turn.at().partition(), turn.at().offset());
        post(turn, withdrawal, posting, word);
    }

    private void post(Turn turn, Withdrawal withdrawal, Posting posting) {
        post(turn, withdrawal, posting, withdrawal.id());
    }

    private void post(Turn turn, Withdrawal withdrawal, Posting posting, String subjectId) {
        WithdrawalTerms terms = withdrawal.terms();
        Journal.Cause cause = new Journal.Cause(
                subjectId, terms.merchantId(), terms.currency(), null, null, null, null, withdrawal.id(), turn.nowMs());
        journal.post(posting, cause, turn.at());
    }
}

package dev.kassa.core;

import dev.kassa.avro.ApprovalFact;
import dev.kassa.avro.BankAccountFact;
import dev.kassa.avro.BankAccountStatusCode;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.avro.WithdrawalSpeed;
import dev.kassa.avro.WithdrawalState;
import dev.kassa.avro.WithdrawalStatusCode;
import dev.kassa.reference.Actor;
import dev.kassa.withdrawal.BankAccount;
import dev.kassa.withdrawal.BankAccountStatus;
import dev.kassa.withdrawal.Speed;
import dev.kassa.withdrawal.Withdrawal;
import dev.kassa.withdrawal.Withdrawal.Approval;
import dev.kassa.withdrawal.Withdrawal.Asking;
import dev.kassa.withdrawal.WithdrawalStatus;
import dev.kassa.withdrawal.WithdrawalTerms;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Withdrawals and bank accounts between their rules and their facts and states. */
final class WithdrawalCodec {
    private WithdrawalCodec() {}

    static WithdrawalFact fact(Withdrawal withdrawal, int partition, long sequence, long commandOffset) {
        WithdrawalTerms terms = withdrawal.terms();
        return new WithdrawalFact(
                withdrawal.id(),
                terms.merchantId(),
                terms.withdrawalNo(),
                terms.amount(),
                terms.currency(),
                terms.fee(),
                terms.accountId(),
                WithdrawalSpeed.valueOf(terms.speed().name()),
                days(terms.executeOn()),
                WithdrawalStatusCode.valueOf(withdrawal.status().name()),
                terms.requestedBy().id(),
                terms.requestedBy().person(),
                terms.approvalsNeeded(),
                withdrawal.approvals().stream()
                        .map(approval -> new ApprovalFact(
                                approval.actor().id(), approval.actor().person(), approval.reason(), approval.atMs()))
                        .toList(),
                withdrawal.endedBy(),
                withdrawal.reason(),
                withdrawal.bankState(),
                withdrawal.bankReference(),
                PaymentCodec.failure(withdrawal.failure()),
                withdrawal.createdAtMs(),
                withdrawal.updatedAtMs(),
                partition,
                sequence,
                commandOffset);
    }

    static WithdrawalState state(Withdrawal withdrawal, WithdrawalFact fact) {
        Asking asking = withdrawal.asking();
        return new WithdrawalState(
                fact,
                withdrawal.attempt(),
                asking == null ? 0 : asking.sinceMs(),
                asking == null ? null : asking.retryAtMs(),
                asking != null && asking.unsure());
    }

    static Withdrawal withdrawal(WithdrawalState state) {
        WithdrawalFact fact = state.getFact();
        Long retryAtMs = state.getRetryAtMs();
        return new Withdrawal(
                fact.getId(),
                terms(fact),
                WithdrawalStatus.valueOf(fact.getStatus().name()),
                fact.getApprovals().stream()
                        .map(each -> new Approval(
                                new Actor(each.getActor(), each.getPerson()), each.getReason(), each.getAtMs()))
                        .toList(),
                fact.getEndedBy(),
                fact.getReason(),
                fact.getBankState(),
                fact.getBankReference(),
                PaymentCodec.failure(fact.getFailure()),
                retryAtMs == null
                        ? null
                        : new Asking(state.getAttempt(), state.getSinceMs(), retryAtMs, state.getUnsure()),
                state.getAttempt(),
                fact.getCreatedAtMs(),
                fact.getUpdatedAtMs());
    }

    private static WithdrawalTerms terms(WithdrawalFact fact) {
        return new WithdrawalTerms(
                fact.getMerchantId(),
                fact.getWithdrawalNo(),
                fact.getAmount(),
                fact.getCurrency(),
                fact.getFee(),
                fact.getAccountId(),
                Speed.valueOf(fact.getSpeed().name()),
                date(fact.getExecuteOn()),
                new Actor(fact.getRequestedBy(), fact.getRequester()),
                fact.getApprovalsNeeded());
    }

    static BankAccountFact fact(BankAccount account, int partition, long sequence, long commandOffset) {
        BankAccount.Terms terms = account.terms();
        return new BankAccountFact(
                account.id(),
                account.merchantId(),
                terms.currency(),
                terms.country(),
                terms.holder(),
                terms.accountNumber(),
                terms.bankCode(),
                BankAccountStatusCode.valueOf(account.status().name()),
                account.usableFromMs(),
                account.requestedBy().id(),
                account.requestedBy().person(),
                account.decidedBy(),
                account.reason(),
                account.createdAtMs(),
                account.updatedAtMs(),
                partition,
                sequence,
                commandOffset);
    }

    static BankAccount account(BankAccountFact fact) {
        return new BankAccount(
                fact.getId(),
                fact.getMerchantId(),
                new BankAccount.Terms(
                        fact.getCurrency(),
                        fact.getCountry(),
                        fact.getHolder(),
                        fact.getAccountNumber(),
                        fact.getBankCode()),
                BankAccountStatus.valueOf(fact.getStatus().name()),
                fact.getUsableFromMs(),
                new Actor(fact.getRequestedBy(), fact.getRequester()),
                fact.getDecidedBy(),
                fact.getReason(),
                fact.getCreatedAtMs(),
                fact.getUpdatedAtMs());
    }

    static @Nullable LocalDate date(@Nullable Integer days) {
        return days == null ? null : LocalDate.ofEpochDay(days);
    }

    private static @Nullable Integer days(@Nullable LocalDate date) {
        return date == null ? null : Math.toIntExact(date.toEpochDay());
    }
}

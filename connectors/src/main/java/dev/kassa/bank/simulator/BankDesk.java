package dev.kassa.bank.simulator;

import dev.kassa.bank.Payout;
import dev.kassa.bank.simulator.BankBooks.Taken;
import dev.kassa.bank.simulator.Transfer.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plays the script of each account over the books. Never waits: a silence is an answer that the server keeps back. Thread-safe. */
final class BankDesk {
    /** After a payout was taken, until what its script has come later comes. */
    static final Duration LATE = Duration.ofSeconds(3);

    private final BankBooks books;
    private final InstantSource clock;

    /** What is to be said. */
    sealed interface Reply {
        record Said(Transfer transfer, boolean fresh) implements Reply {}

        /** There is no such payout. */
        record NotKnown() implements Reply {}

        /** A server error. */
        record Failed() implements Reply {}

        /** No answer. */
        record Silence() implements Reply {}
    }

    BankDesk(BankBooks books, InstantSource clock) {
        this.books = books;
        this.clock = clock;
    }

    Reply payOut(Payout payout, @Nullable String noticeUrl) {
        BankScript script = BankScript.of(payout.accountNumber());
        Optional<Taken> taken = books.request(payout, requests -> decide(script, payout, requests, noticeUrl));
        if (taken.isEmpty()) {
            return script == BankScript.ERROR_ONCE ? new Reply.Failed() : new Reply.Silence();
        }
        Transfer transfer = taken.get().transfer();
        boolean fresh = taken.get().fresh();
        boolean silent = transfer.status() == Status.SILENT || (fresh && script == BankScript.PAYS_AND_TIMES_OUT);
        return silent ? new Reply.Silence() : new Reply.Said(transfer, fresh);
    }

    private Optional<Transfer> decide(BankScript script, Payout payout, int requests, @Nullable String noticeUrl) {
        long nowMs = clock.millis();
        return switch (script) {
            case ACCOUNT_CLOSED -> Optional.of(Transfer.rejected(payout, "account_closed", nowMs, noticeUrl));
            case NAME_MISMATCH -> Optional.of(Transfer.rejected(payout, "name_mismatch", nowMs, noticeUrl));
            case REJECTS_AND_PAYS -> Optional.of(Transfer.rejected(payout, "bank_closed", nowMs, noticeUrl));
            case ANSWERS_LATE, REJECTS_LATE -> Optional.of(Transfer.of(payout, Status.PENDING, nowMs, noticeUrl));
            case NEVER_ANSWERS -> Optional.of(Transfer.of(payout, Status.SILENT, nowMs, noticeUrl));
            case LOSES_REQUEST, ERROR_ONCE ->
                requests == 1 ? Optional.empty() : Optional.of(Transfer.of(payout, Status.PAID, nowMs, noticeUrl));
            case PAYS, ANSWERS_TWICE, PAYS_AND_TIMES_OUT, PAYS_AND_RETURNS ->
                Optional.of(Transfer.of(payout, Status.PAID, nowMs, noticeUrl));
        };
    }

    Reply query(String key) {
        Optional<Transfer> found = concludeWhereDue(key);
        if (found.isEmpty()) {
            return new Reply.NotKnown();
        }
        return found.get().status() == Status.SILENT ? new Reply.Silence() : new Reply.Said(found.get(), false);
    }

    /** The transfer of a key, with what has come of it by now. */
    Optional<Transfer> concludeWhereDue(String key) {
        long nowMs = clock.millis();
        return books.change(
                key, transfer -> nowMs - transfer.takenAtMs() >= LATE.toMillis() ? transfer.concluded() : transfer);
    }
}

package dev.kassa.core;

import dev.kassa.avro.DateRange;
import dev.kassa.avro.FailureFact;
import dev.kassa.avro.KindTotal;
import dev.kassa.avro.ReserveItem;
import dev.kassa.avro.SettlementAccountState;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementLines;
import dev.kassa.avro.SettlementState;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.payment.Failure;
import dev.kassa.settlement.ClosedDates;
import dev.kassa.settlement.Cycle;
import dev.kassa.settlement.Lines;
import dev.kassa.settlement.Settlement;
import dev.kassa.settlement.SettlementAccount;
import dev.kassa.settlement.SettlementStatus;
import dev.kassa.settlement.Statement;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Settlements between their rules, what the core keeps of them, and their facts. */
final class SettlementCodec {
    private SettlementCodec() {}

    static SettlementAccount account(SettlementAccountState state) {
        return new SettlementAccount(
                new ClosedDates(state.getClosed().stream()
                        .map(range -> range(range.getFrom(), range.getTo()))
                        .toList()),
                state.getCarried(),
                state.getReserve().stream()
                        .map(item -> new SettlementAccount.Reserved(
                                item.getSettlementId(), item.getAmount(), LocalDate.ofEpochDay(item.getReleaseOn())))
                        .toList());
    }

    static SettlementAccountState state(SettlementAccount account) {
        return new SettlementAccountState(
                account.closed().ranges().stream()
                        .map(range -> new DateRange(days(range.from()), days(range.to())))
                        .toList(),
                account.carried(),
                account.reserve().stream()
                        .map(item -> new ReserveItem(item.settlementId(), item.amount(), days(item.releaseOn())))
                        .toList());
    }

    static SettlementState state(HeldSettlement held, SettlementFact fact) {
        return new SettlementState(fact, held.requesters(), held.awaitingKeys(), null);
    }

    static HeldSettlement held(SettlementState state) {
        return new HeldSettlement(settlement(state.getFact()), state.getRequesters(), state.getAwaitingKeys());
    }

    static SettlementFact fact(Settlement settlement, int partition, long sequence, long commandOffset) {
        Statement statement = settlement.statement();
        Settlement.Decision decision = settlement.decision();
        Failure failure = settlement.failure();
        return SettlementFact.newBuilder()
                .setId(settlement.id())
                .setMerchantId(settlement.merchantId())
                .setCurrency(settlement.currency())
                .setBusinessDate(days(settlement.dates().to()))
                .setFromDate(days(settlement.dates().from()))
                .setCycle(settlement.cycle().word())
                .setRunId(settlement.runId())
                .setDueOn(statement == null ? null : days(statement.dueOn()))
                .setLines(statement == null ? null : lines(statement.lines()))
                .setReserveHeld(statement == null ? 0 : statement.reserveHeld())
                .setReserveReleased(statement == null ? 0 : statement.reserveReleased())
                .setCarriedIn(statement == null ? 0 : statement.carriedIn())
                .setCarriedOut(statement == null ? 0 : statement.carriedOut())
                .setNet(statement == null ? 0 : statement.net())
                .setStatus(SettlementStatusCode.valueOf(settlement.status().name()))
                .setDecidedBy(decision == null ? null : decision.by())
                .setDecidedAtMs(decision == null ? null : decision.atMs())
                .setReason(decision == null ? null : decision.reason())
                .setRuns(settlement.runs())
                .setAttempts(settlement.attempts())
                .setFailure(failure == null ? null : new FailureFact(failure.code(), failure.message()))
                .setCompletedAtMs(settlement.completedAtMs())
                .setCreatedAtMs(settlement.createdAtMs())
                .setUpdatedAtMs(settlement.updatedAtMs())
                .setPartition(partition)
                .setSequence(sequence)
                .setCommandOffset(commandOffset)
                .build();
    }

    static Settlement settlement(SettlementFact fact) {
        FailureFact failure = fact.getFailure();
        return new Settlement(
                fact.getId(),
                fact.getMerchantId(),
                fact.getCurrency(),
                range(fact.getFromDate(), fact.getBusinessDate()),
                Cycle.of(fact.getCycle()).orElseThrow(),
                fact.getRunId(),
                statement(fact),
                SettlementStatus.valueOf(fact.getStatus().name()),
                decision(fact),
                fact.getRuns(),
                fact.getAttempts(),
                failure == null ? null : new Failure(failure.getCode(), failure.getMessage()),
                fact.getCompletedAtMs(),
                fact.getCreatedAtMs(),
                fact.getUpdatedAtMs());
    }

    private static Settlement.@Nullable Decision decision(SettlementFact fact) {
        String by = fact.getDecidedBy();
        Long atMs = fact.getDecidedAtMs();
        String reason = fact.getReason();
        return by == null || atMs == null ? null : new Settlement.Decision(by, atMs, reason == null ? "" : reason);
    }

    private static @Nullable Statement statement(SettlementFact fact) {
        SettlementLines lines = fact.getLines();
        Integer dueOn = fact.getDueOn();
        if (lines == null || dueOn == null) {
            return null;
        }
        return new Statement(
                lines(lines),
                LocalDate.ofEpochDay(dueOn),
                fact.getReserveHeld(),
                fact.getReserveReleased(),
                fact.getCarriedIn(),
                fact.getCarriedOut(),
                fact.getNet());
    }

    static Lines lines(SettlementLines lines) {
        return new Lines(
                lines.getEntries(),
                lines.getFirstSequence(),
                lines.getLastSequence(),
                lines.getGross(),
                lines.getRefunds(),
                lines.getRefundsFromAvailable(),
                lines.getChargebacks(),
                lines.getFees(),
                lines.getOther(),
                lines.getTotals().stream()
                        .map(total -> new Lines.KindTotal(
                                total.getKind(), total.getEntries(), total.getPending(), total.getAvailable()))
                        .toList(),
                lines.getDigest());
    }

    private static SettlementLines lines(Lines lines) {
        return new SettlementLines(
                lines.entries(),
                lines.firstSequence(),
                lines.lastSequence(),
                lines.gross(),
                lines.refunds(),
                lines.refundsFromAvailable(),
                lines.chargebacks(),
                lines.fees(),
                lines.other(),
                lines.totals().stream()
                        .map(total -> new KindTotal(total.kind(), total.entries(), total.pending(), total.available()))
                        .toList(),
                lines.digest());
    }

    static ClosedDates.Range range(int from, int to) {
        return new ClosedDates.Range(LocalDate.ofEpochDay(from), LocalDate.ofEpochDay(to));
    }

    static int days(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }
}

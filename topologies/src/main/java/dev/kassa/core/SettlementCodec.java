package dev.kassa.core;

import dev.kassa.avro.DateRange;
import dev.kassa.avro.ReserveItem;
import dev.kassa.avro.SettlementAccountState;
import dev.kassa.settlement.ClosedDates;
import dev.kassa.settlement.SettlementAccount;
import java.time.LocalDate;

/** Settlements between their rules, what the core keeps of them, and their facts. */
final class SettlementCodec {
    private SettlementCodec() {}

    static SettlementAccount account(SettlementAccountState state) {
        return new SettlementAccount(
                new ClosedDates(state.getClosed().stream()
                        .map(range -> new ClosedDates.Range(
                                LocalDate.ofEpochDay(range.getFrom()), LocalDate.ofEpochDay(range.getTo())))
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

    static int days(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }
}

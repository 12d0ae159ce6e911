package dev.kassa.core;

import dev.kassa.channelcall.PendingOperation;
import dev.kassa.schema.Ids;

/**
 * Lets time pass. A tick wakes whoever waits for a moment that has come, and looks once at every payment some seconds
 * after it was opened: one that is still under way is given a deadline then, so that the many that conclude at once need
 * none.
 */
final class ClockDesk {
    /** A payment that is still under way so long after it was opened is given a deadline. */
    static final long WATCH_AFTER_MS = 5_000;

    private static final int WOKEN_MAX = 2_000;

    private final Payments payments;
    private final Refunds refunds;
    private final Deadlines deadlines;
    private final Head head;
    private final PaymentDesk paymentDesk;
    private final RefundDesk refundDesk;
    private final SettlementDesk settlementDesk;
    private final RiskDesk riskDesk;

    ClockDesk(
            Payments payments,
            Refunds refunds,
            Deadlines deadlines,
            Head head,
            PaymentDesk paymentDesk,
            RefundDesk refundDesk,
            SettlementDesk settlementDesk,
            RiskDesk riskDesk) {
        this.payments = payments;
        this.refunds = refunds;
        this.deadlines = deadlines;
        this.head = head;
        this.paymentDesk = paymentDesk;
        this.refundDesk = refundDesk;
        this.settlementDesk = settlementDesk;
        this.riskDesk = riskDesk;
    }

    void tick(Turn turn) {
        riskDesk.tick(turn.nowMs());
        watch(turn.nowMs() - WATCH_AFTER_MS);
        for (String id : deadlines.takeDue(turn.nowMs(), WOKEN_MAX)) {
            wake(turn, id);
        }
    }

    private void watch(long upToMs) {
        if (upToMs <= head.watchedToMs()) {
            return;
        }
        Payments.Look look = payments.openedBetween(head.watchedToMs(), upToMs);
        for (HeldPayment held : look.underWay()) {
            PendingOperation pending = held.payment().pending();
            if (pending != null) {
                deadlines.put(pending.retryAtMs(), held.payment().id());
            }
        }
        head.watchedTo(look.toMs());
    }

    private void wake(Turn turn, String id) {
        if (id.startsWith(Ids.PAYMENT)) {
            HeldPayment held = payments.find(id);
            if (held != null) {
                paymentDesk.due(turn, held);
            }
        } else if (id.startsWith(Ids.SETTLEMENT)) {
            settlementDesk.due(turn, id);
        } else {
            HeldRefund held = refunds.find(id);
            if (held != null) {
                refundDesk.due(turn, held);
            }
        }
    }
}

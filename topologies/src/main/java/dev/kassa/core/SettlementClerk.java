package dev.kassa.core;

import dev.kassa.avro.CreateSettlement;
import dev.kassa.avro.Reply;
import dev.kassa.avro.Requester;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementFact;
import dev.kassa.ledger.Balance;
import dev.kassa.ledger.Postings;
import dev.kassa.payment.Failure;
import dev.kassa.pricing.BusinessDates;
import dev.kassa.reference.Merchant;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import dev.kassa.settlement.ClosedDates;
import dev.kassa.settlement.Settlement;
import dev.kassa.settlement.SettlementRules;
import dev.kassa.settlement.SettlementStatus;
import dev.kassa.settlement.Statement;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Carries out what was decided of a settlement: the cut, the settlement after it and its fact, the entry, the reply. */
final class SettlementClerk {
    private final Settlements settlements;
    private final Merchants merchants;
    private final Journal journal;
    private final Deadlines deadlines;
    private final IdempotencyStore idempotency;
    private final Replies replies;
    private final Head head;
    private final Outbox outbox;
    private final AvroCodec<SettlementFact> factCodec;
    private final AvroCodec<SettlementCut> cutCodec;

    SettlementClerk(
            Settlements settlements,
            Merchants merchants,
            Journal journal,
            Deadlines deadlines,
            IdempotencyStore idempotency,
            Replies replies,
            Head head,
            Outbox outbox,
            Codecs codecs) {
        this.settlements = settlements;
        this.merchants = merchants;
        this.journal = journal;
        this.deadlines = deadlines;
        this.idempotency = idempotency;
        this.replies = replies;
        this.head = head;
        this.outbox = outbox;
        this.factCodec = codecs.of(Topics.SETTLEMENTS);
        this.cutCodec = codecs.of(Topics.SETTLEMENT_CUTS);
    }

    /** Keeps one that is to be drawn up; it is no fact yet. */
    void keep(Turn turn, HeldSettlement held) {
        settlements.put(
                held,
                SettlementCodec.fact(
                        held.settlement(), turn.at().partition(), 0, turn.at().offset()));
    }

    /** @param settlementId null where nothing was closed */
    void tellCut(Turn turn, CreateSettlement command, ClosedDates.Range dates, @Nullable String settlementId) {
        SettlementCut cut = new SettlementCut(
                settlementId,
                command.getMerchantId(),
                command.getCurrency(),
                SettlementCodec.days(dates.from()),
                SettlementCodec.days(dates.to()),
                head.position().getJournal(),
                command.getRunId(),
                turn.nowMs(),
                turn.at().offset());
        outbox.send(Topics.SETTLEMENT_CUTS, command.getMerchantId(), cutCodec.encode(cut));
    }

    /** It is to be looked at again at this moment. */
    void wake(Settlement settlement, long atMs) {
        deadlines.put(atMs, settlement.id());
    }

    /** The settlement exists from now on; whoever waited is told. */
    void drawnUp(Turn turn, HeldSettlement held, Settlement drawn, ZoneId zone) {
        SettlementFact fact = follow(turn, drawn, zone);
        answer(turn, held, Replies.outcome(Replies.CREATED, fact), null);
    }

    /** @param afresh key whose repeat is to be looked at afresh; null: every repeat gets this reply */
    void answer(Turn turn, HeldSettlement held, Reply reply, @Nullable ByteBuffer afresh) {
        for (ByteBuffer key : held.awaitingKeys()) {
            if (key.equals(afresh)) {
                idempotency.forget(key.array(), turn.nowMs());
            } else {
                idempotency.conclude(key.array(), reply, turn.nowMs());
            }
        }
        for (Requester requester : held.requesters()) {
            replies.tell(held.settlement().merchantId(), requester, reply);
        }
    }

    /** Writes down what it has become, and carries it out where it is due. */
    SettlementFact follow(Turn turn, Settlement settlement, ZoneId zone) {
        SettlementFact fact = write(turn, settlement);
        if (settlement.status() != SettlementStatus.APPROVED) {
            return fact;
        }
        if (isDue(turn, settlement, zone)) {
            return carryOut(turn, settlement);
        }
        deadlines.put(dueMs(settlement, zone), settlement.id());
        return fact;
    }

    /** A moment that it waited for has come. */
    void due(Turn turn, Settlement settlement, ZoneId zone) {
        boolean again = settlement.status() == SettlementStatus.PROCESSING;
        long atMs = again ? SettlementRules.triedAgainAtMs(settlement) : dueMs(settlement, zone);
        if (atMs <= turn.nowMs()) {
            carryOut(turn, settlement);
        } else if (!again) {
            // The merchant's zone was changed since.
            deadlines.put(atMs, settlement.id());
        }
    }

    private static boolean isDue(Turn turn, Settlement settlement, ZoneId zone) {
        Statement statement = settlement.drawn();
        return statement.movesNothing() || !statement.dueOn().isAfter(BusinessDates.of(turn.nowMs(), zone));
    }

    private static long dueMs(Settlement settlement, ZoneId zone) {
        return settlement.drawn().dueOn().atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private SettlementFact carryOut(Turn turn, Settlement settlement) {
        Statement statement = settlement.drawn();
        Failure why = statement.movesNothing() ? null : post(turn, settlement, statement);
        Settlement after = SettlementRules.tried(settlement, why, turn.nowMs());
        if (after.status() == SettlementStatus.PROCESSING) {
            deadlines.put(SettlementRules.triedAgainAtMs(after), after.id());
        }
        return write(turn, after);
    }

    /** Why it was not posted; null where it was. */
    private @Nullable Failure post(Turn turn, Settlement settlement, Statement statement) {
        Merchant merchant = merchants.get(settlement.merchantId());
        if (merchant == null || !merchant.isActive()) {
            return new Failure("merchant_not_active", "The merchant is not active.");
        }
        Balance balance = journal.balance(settlement.merchantId(), settlement.currency());
        long pendingAfter = Math.subtractExact(balance.pending(), statement.fromPending());
        if (statement.fromPending() > 0 && pendingAfter < -merchant.negativeLimit(settlement.currency())) {
            return new Failure(
                    "insufficient_balance", "The merchant's pending balance would fall below its negative limit.");
        }
        Journal.Cause cause = new Journal.Cause(
                settlement.id(),
                settlement.merchantId(),
                settlement.currency(),
                null,
                null,
                null,
                settlement.id(),
                null,
                turn.nowMs());
        journal.post(
                Postings.settlement(
                        settlement.merchantId(),
                        settlement.currency(),
                        balance,
                        statement.net(),
                        statement.reserveHeld(),
                        statement.reserveReleased()),
                cause,
                turn.at());
        return null;
    }

    private SettlementFact write(Turn turn, Settlement settlement) {
        SettlementFact fact = SettlementCodec.fact(
                settlement,
                turn.at().partition(),
                head.nextSettlement(),
                turn.at().offset());
        outbox.send(Topics.SETTLEMENTS, settlement.merchantId(), factCodec.encode(fact));
        settlements.put(HeldSettlement.quiet(settlement), fact);
        return fact;
    }
}

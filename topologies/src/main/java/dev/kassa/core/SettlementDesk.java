package dev.kassa.core;

import dev.kassa.avro.CreateSettlement;
import dev.kassa.avro.DecideSettlement;
import dev.kassa.avro.DrawUpSettlement;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.SettlementFact;
import dev.kassa.idempotency.Fingerprint;
import dev.kassa.idempotency.IdempotencyKey;
import dev.kassa.idempotency.IdempotencyKey.Operation;
import dev.kassa.pricing.BusinessDates;
import dev.kassa.schema.ErrorCode;
import dev.kassa.schema.Ids;
import dev.kassa.settlement.BusinessDays;
import dev.kassa.settlement.ClosedDates;
import dev.kassa.settlement.Cycle;
import dev.kassa.settlement.ReserveRelease;
import dev.kassa.settlement.Settlement;
import dev.kassa.settlement.SettlementAccount;
import dev.kassa.settlement.SettlementCommand;
import dev.kassa.settlement.SettlementRejection;
import dev.kassa.settlement.SettlementRules;
import dev.kassa.settlement.SettlementTerms;
import dev.kassa.settlement.Statement;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Takes commands about settlements. Creating one closes business dates: from then on no entry belongs to them, and the
 * settlement topology draws up what does.
 */
final class SettlementDesk {
    private static final LocalDate FIRST_DATE = LocalDate.EPOCH;
    private static final long NO_SOONER_MS = Duration.ofDays(1).toMillis();

    private final Merchants merchants;
    private final TermsOfSettlement terms;
    private final BusinessDays businessDays;
    private final SettlementBooks books;
    private final Settlements settlements;
    private final Repeats repeats;
    private final Replies replies;
    private final SettlementClerk clerk;
    private final SettlementJoining joining;
    private long lastOffset = -1;
    private int madeByCommand;

    SettlementDesk(
            Merchants merchants,
            TermsOfSettlement terms,
            BusinessDays businessDays,
            SettlementBooks books,
            Settlements settlements,
            Repeats repeats,
            Replies replies,
            SettlementClerk clerk) {
        this.merchants = merchants;
        this.terms = terms;
        this.businessDays = businessDays;
        this.books = books;
        this.settlements = settlements;
        this.repeats = repeats;
        this.replies = replies;
        this.clerk = clerk;
        this.joining = new SettlementJoining(settlements, replies);
    }

    void create(Turn turn, CreateSettlement command) {
        MerchantFact merchant = merchants.fact(command.getMerchantId());
        LocalDate date = LocalDate.ofEpochDay(command.getBusinessDate());
        if (command.getRunId() != null) {
            createForRun(turn, command, merchant, date);
        } else if (merchant == null) {
            tell(turn, command.getMerchantId(), refusal(turn, SettlementRejection.NO_SUCH_MERCHANT));
        } else {
            IdempotencyKey key = IdempotencyKey.of(
                    merchant.getId(),
                    Operation.SETTLEMENT,
                    turn.command().getIdempotencyKey(),
                    command.getCurrency() + date);
            Fingerprint fingerprint = repeats.first(turn, key, command);
            if (fingerprint != null) {
                createAsked(turn, command, merchant, date, key, fingerprint);
            }
        }
    }

    private void createAsked(
            Turn turn,
            CreateSettlement command,
            MerchantFact merchant,
            LocalDate date,
            IdempotencyKey key,
            Fingerprint fingerprint) {
        if (key.natural() && isTold(turn, command, date, key, fingerprint)) {
            return;
        }
        Reply refusal = refusal(turn, command, merchant, date);
        if (refusal != null) {
            repeats.answered(turn, key, fingerprint, refusal);
            tell(turn, merchant.getId(), refusal);
            return;
        }
        String id = id(turn);
        repeats.answeredBy(turn, key, fingerprint, id);
        Cycle cycle = terms.of(merchant, command.getCurrency()).cycle();
        ClosedDates.Range upToIt = new ClosedDates.Range(cycle.firstOf(date), date);
        HeldSettlement held =
                HeldSettlement.quiet(cut(turn, command, cycle, upToIt, id)).awaitedBy(key);
        clerk.keep(turn, held.joinedBy(turn.requester(false)));
    }

    /**
     * A date is settled once, whoever closed it: who asks for it by its name is told of that settlement, and is told the
     * same again.
     */
    private boolean isTold(
            Turn turn, CreateSettlement command, LocalDate date, IdempotencyKey key, Fingerprint fingerprint) {
        String id = settlements.ofDate(command.getMerchantId(), command.getCurrency(), date);
        HeldSettlement held = id == null ? null : settlements.find(id);
        if (held == null) {
            return false;
        }
        if (held.settlement().statement() != null) {
            SettlementFact fact = SettlementCodec.fact(
                    held.settlement(), turn.at().partition(), 0, turn.at().offset());
            Reply reply = Replies.outcome(Replies.CREATED, fact);
            repeats.answered(turn, key, fingerprint, reply);
            replies.tell(command.getMerchantId(), turn.requester(true), reply);
        } else if (held.isFull()) {
            joining.refuse(turn, held);
        } else {
            repeats.answeredBy(turn, key, fingerprint, held.settlement().id());
            clerk.keep(turn, held.awaitedBy(key).joinedBy(turn.requester(true)));
        }
        return true;
    }

    private @Nullable Reply refusal(Turn turn, CreateSettlement command, MerchantFact merchant, LocalDate date) {
        if (books.of(merchant.getId(), command.getCurrency()).closed().isClosed(date)) {
            String by = settlements.ofDate(merchant.getId(), command.getCurrency(), date);
            return Replies.refusal(
                    turn,
                    ErrorCode.INVALID_STATE,
                    null,
                    by == null ? "the date is settled with a later one" : "the date is settled by " + by);
        }
        if (!merchant.getCurrencies().contains(command.getCurrency())) {
            return refusal(turn, SettlementRejection.CURRENCY_UNKNOWN);
        }
        if (date.isAfter(BusinessDates.of(turn.nowMs(), ZoneId.of(merchant.getTimezone())))) {
            return refusal(turn, SettlementRejection.IN_THE_FUTURE);
        }
        if (date.isBefore(FIRST_DATE)) {
            return refusal(turn, SettlementRejection.TOO_LONG_AGO);
        }
        return null;
    }

    /** What was closed before is told to the run as such; nobody else waits. */
    private void createForRun(Turn turn, CreateSettlement command, @Nullable MerchantFact merchant, LocalDate date) {
        boolean open = merchant != null
                && !books.of(merchant.getId(), command.getCurrency()).closed().isClosed(date);
        if (merchant != null && open) {
            Cycle cycle = terms.of(merchant, command.getCurrency()).cycle();
            ClosedDates.Range period =
                    new ClosedDates.Range(cycle.firstOf(date), lastOver(turn, merchant, cycle, date));
            clerk.keep(turn, HeldSettlement.quiet(cut(turn, command, cycle, period, id(turn))));
        } else {
            clerk.tellCut(turn, command, new ClosedDates.Range(date, date), null);
        }
    }

    /** The last date of the period; where the cycle was changed just now and it is not over, yesterday. */
    private static LocalDate lastOver(Turn turn, MerchantFact merchant, Cycle cycle, LocalDate date) {
        LocalDate yesterday = BusinessDates.of(turn.nowMs(), ZoneId.of(merchant.getTimezone()))
                .minusDays(1);
        LocalDate last = cycle.lastOf(date);
        LocalDate over = last.isAfter(yesterday) ? yesterday : last;
        return over.isBefore(date) ? date : over;
    }

    /**
     * Closes the dates of a period that are open together with the one that is asked for. What was closed before is never
     * among them, so no date is of two settlements, and none is opened that another one closed.
     */
    private Settlement cut(Turn turn, CreateSettlement command, Cycle cycle, ClosedDates.Range period, String id) {
        String merchantId = command.getMerchantId();
        String currency = command.getCurrency();
        SettlementAccount account = books.of(merchantId, currency);
        ClosedDates.Range dates = account.closed().openAround(LocalDate.ofEpochDay(command.getBusinessDate()), period);
        books.put(merchantId, currency, account.closing(dates));
        settlements.take(merchantId, currency, dates.to(), id);
        clerk.tellCut(turn, command, dates, id);
        return Settlement.cut(id, merchantId, currency, dates, cycle, command.getRunId(), turn.nowMs());
    }

    void drawUp(Turn turn, DrawUpSettlement told) {
        HeldSettlement held = settlements.find(told.getMerchantId(), told.getSettlementId());
        MerchantFact merchant = merchants.fact(told.getMerchantId());
        if (held == null || merchant == null || held.settlement().statement() != null) {
            // It was drawn up, or was found to be empty, by an earlier word of the same.
            return;
        }
        Settlement settlement = held.settlement();
        SettlementTerms applied = terms.of(merchant, settlement.currency());
        LocalDate date = settlement.dates().to();
        Statement.Drawn drawn = Statement.drawUp(
                settlement.id(),
                SettlementCodec.lines(told.getLines()),
                applied,
                books.of(merchant.getId(), settlement.currency()),
                date,
                businessDays.after(applied.calendar(), date, applied.termDays()));
        if (drawn.statement().isEmpty()) {
            dissolve(turn, held);
            return;
        }
        books.put(merchant.getId(), settlement.currency(), drawn.after());
        clerk.drawnUp(
                turn,
                held,
                SettlementRules.drawnUp(settlement, drawn.statement(), applied, turn.nowMs()),
                ZoneId.of(merchant.getTimezone()));
        if (drawn.statement().reserveHeld() > 0) {
            giveBackReserve(turn, settlement, merchant, turn.nowMs() + NO_SOONER_MS);
        }
    }

    /**
     * What it holds is given back by whatever settlement comes when its time is over. Where nothing else makes one, the
     * period is closed for its sake.
     *
     * @param noSoonerMs dates that are settled late are followed by others, which need none closed
     */
    private void giveBackReserve(Turn turn, Settlement settlement, MerchantFact merchant, long noSoonerMs) {
        String currency = settlement.currency();
        SettlementTerms applied = terms.of(merchant, currency);
        ReserveRelease release = ReserveRelease.of(
                settlement.id(),
                books.of(merchant.getId(), currency),
                applied,
                terms.graceMinutes(),
                ZoneId.of(merchant.getTimezone()));
        if (release == null) {
            return;
        }
        long atMs = Math.max(release.atMs(), noSoonerMs);
        if (atMs > turn.nowMs()) {
            clerk.wake(settlement, atMs);
            return;
        }
        Cycle cycle = applied.cycle();
        LocalDate date = release.date();
        CreateSettlement forIt = new CreateSettlement(merchant.getId(), currency, SettlementCodec.days(date), null);
        ClosedDates.Range period = new ClosedDates.Range(cycle.firstOf(date), lastOver(turn, merchant, cycle, date));
        clerk.keep(turn, HeldSettlement.quiet(cut(turn, forIt, cycle, period, id(turn))));
    }

    /** There was nothing on its dates: they are open again, as if nobody had asked. */
    private void dissolve(Turn turn, HeldSettlement held) {
        Settlement settlement = held.settlement();
        SettlementAccount account = books.of(settlement.merchantId(), settlement.currency());
        books.put(settlement.merchantId(), settlement.currency(), account.reopening(settlement.dates()));
        settlements.release(
                settlement.merchantId(),
                settlement.currency(),
                settlement.dates().to());
        settlements.remove(settlement.id());
        SettlementRejection reason = SettlementRejection.NOTHING_TO_SETTLE;
        Reply refusal = Replies.refusal(
                held.requesters().isEmpty()
                        ? null
                        : held.requesters().getFirst().getCommandId(),
                reason.code(),
                reason.pointer(),
                reason.detail());
        // A later request for the same date may find something; one under a key of the caller's gets this answer again.
        clerk.answer(turn, held, refusal, natural(settlement));
    }

    private static ByteBuffer natural(Settlement settlement) {
        return ByteBuffer.wrap(IdempotencyKey.of(
                        settlement.merchantId(),
                        Operation.SETTLEMENT,
                        null,
                        settlement.currency() + settlement.dates().to())
                .bytes());
    }

    void decide(Turn turn, DecideSettlement command) {
        String merchantId = command.getMerchantId();
        HeldSettlement held = settlements.find(merchantId, command.getSettlementId());
        MerchantFact merchant = merchants.fact(merchantId);
        if (held == null || merchant == null || held.settlement().statement() == null) {
            tell(turn, merchantId, refusal(turn, SettlementRejection.NO_SUCH_SETTLEMENT));
            return;
        }
        String by = turn.command().getActor();
        String natural = String.join(
                "\0",
                command.getSettlementId(),
                Integer.toString(held.settlement().runs()),
                by,
                command.getDecision().name(),
                command.getReason());
        IdempotencyKey key = IdempotencyKey.of(
                merchantId, Operation.SETTLEMENT_DECISION, turn.command().getIdempotencyKey(), natural);
        Fingerprint fingerprint = repeats.first(turn, key, command);
        if (fingerprint == null) {
            return;
        }
        SettlementCommand asked = asked(command, by);
        SettlementRejection no =
                SettlementRules.refusal(held.settlement(), asked).orElse(null);
        Reply reply = no != null
                ? refusal(turn, no)
                : Replies.outcome(
                        Replies.OK,
                        clerk.follow(
                                turn,
                                SettlementRules.carriedOut(held.settlement(), asked, turn.nowMs()),
                                ZoneId.of(merchant.getTimezone())));
        // Without a key of the caller's, what is refused now may be right later, when the settlement stands otherwise.
        if (no == null || !key.natural()) {
            repeats.answered(turn, key, fingerprint, reply);
        }
        tell(turn, merchantId, reply);
    }

    private static SettlementCommand asked(DecideSettlement command, String by) {
        return switch (command.getDecision()) {
            case APPROVE -> new SettlementCommand.Approve(by, command.getReason());
            case REJECT -> new SettlementCommand.Reject(by, command.getReason());
            case RUN -> new SettlementCommand.Run(by, command.getReason());
        };
    }

    /** A moment that a settlement waited for has come. */
    void due(Turn turn, String settlementId) {
        HeldSettlement held = settlements.find(settlementId);
        MerchantFact merchant =
                held == null ? null : merchants.fact(held.settlement().merchantId());
        if (held == null || merchant == null || held.settlement().statement() == null) {
            return;
        }
        if (SettlementRules.isToBeCarriedOut(held.settlement())) {
            clerk.due(turn, held.settlement(), ZoneId.of(merchant.getTimezone()));
        }
        giveBackReserve(turn, held.settlement(), merchant, turn.nowMs());
    }

    /** A tick may close for several merchants; each of its settlements but the first is named as if it were made a little later. */
    private String id(Turn turn) {
        madeByCommand = turn.at().offset() == lastOffset ? madeByCommand + 1 : 0;
        lastOffset = turn.at().offset();
        return Ids.of(
                Ids.SETTLEMENT,
                turn.nowMs() + madeByCommand,
                turn.at().partition(),
                turn.at().offset());
    }

    private static Reply refusal(Turn turn, SettlementRejection reason) {
        return Replies.refusal(turn, reason.code(), reason.pointer(), reason.detail());
    }

    private void tell(Turn turn, String merchantId, Reply reply) {
        replies.tell(merchantId, turn.requester(false), reply);
    }
}

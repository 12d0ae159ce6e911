package dev.kassa.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LedgerCheckFact;
import dev.kassa.avro.LedgerViolation;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.ledger.Posting;
import dev.kassa.schema.Ids;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LedgerProofTest {
    private static final long LATER_MS = 3_600_000;

    private static LedgerCheckFact checked(PaperLedger paper) throws InterruptedException {
        return new LedgerChecker(new MemoryLedger(paper)).whole(paper.nowMs() + LATER_MS, _ -> {});
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_sound_ledger_is_proved(long seed) throws Exception {
        PaperLedger paper = new PaperLedger(0, seed).deeds(3_000);

        LedgerCheckFact fact = checked(paper);

        assertThat(fact.getShown()).isEmpty();
        assertThat(fact.getEntries()).isEqualTo(paper.entries.size()).isGreaterThan(1_500);
        assertThat(fact.getSettlements()).isGreaterThan(20);
        assertThat(fact.getTotals()).hasSize(2).allMatch(total -> total.getDebits() == total.getCredits());
    }

    private static Arguments altered(String what, Rule found, Consumer<PaperLedger> alter) {
        return Arguments.of(what, found, alter);
    }

    private static Consumer<PaperLedger> entry(String kind, Consumer<EntryFact> alter) {
        return paper -> {
            alter.accept(paper.entry(kind, 50));
            paper.rehash();
        };
    }

    private static Consumer<PaperLedger> settlement(SettlementStatusCode status, Consumer<SettlementFact> alter) {
        return paper -> alter.accept(paper.settlement(status));
    }

    private static void raise(EntryFact entry, long amount) {
        LegFact leg = entry.getLegs().getFirst();
        leg.setDebit(leg.getDebit() + amount);
    }

    private static void raiseAll(EntryFact entry, long amount) {
        for (LegFact leg : entry.getLegs()) {
            leg.setDebit(leg.getDebit() > 0 ? leg.getDebit() + amount : 0);
            leg.setCredit(leg.getCredit() > 0 ? leg.getCredit() + amount : 0);
        }
    }

    /** Alterations that a person who holds the log could make; where it says so with all hashes made anew behind them. */
    static Stream<Arguments> alterations() {
        return Stream.concat(ofEntries(), Stream.concat(ofCauses(), ofSettlements()));
    }

    private static Stream<Arguments> ofEntries() {
        return Stream.of(
                altered("an amount", Rule.HASH, paper -> raise(paper.entry("capture", 50), 1)),
                altered(
                        "an account",
                        Rule.HASH,
                        paper -> paper.entry("capture", 50).getLegs().get(1).setAccount("fees")),
                altered("a date", Rule.HASH, paper -> paper.entry("capture", 50).setSettlementDate(1)),
                altered("a hash", Rule.HASH, paper -> paper.entry("capture", 50).setHash(ByteBuffer.allocate(32))),
                altered(
                        "a hash that is none",
                        Rule.HASH,
                        paper -> paper.entry("capture", 50).setHash(ByteBuffer.allocate(3))),
                altered("one removed", Rule.SEQUENCE, paper -> paper.entries.remove(70)),
                altered("two swapped", Rule.SEQUENCE, paper -> paper.entries.add(70, paper.entries.remove(71))),
                altered("one put in twice", Rule.SEQUENCE, paper -> paper.entries.add(70, paper.entries.get(69))),
                altered("another partition", Rule.SEQUENCE, entry("capture", each -> each.setPartition(1))),
                altered("an earlier command", Rule.SEQUENCE, entry("capture", each -> each.setCommandOffset(0))),
                altered("out of balance", Rule.BALANCED, entry("capture", each -> raise(each, 1))),
                altered("the partition's balance", Rule.PARTITION_BALANCED, entry("capture", each -> raise(each, 1))),
                altered(
                        "a leg of two sides",
                        Rule.LEG,
                        paper -> paper.entry("capture", 50).getLegs().getFirst().setCredit(5L)),
                altered(
                        "a leg of none",
                        Rule.LEG,
                        paper -> paper.entry("capture", 50).getLegs().getFirst().setDebit(0L)),
                altered("more than fits", Rule.LEG, entry("refund_hold", each -> {
                    raiseAll(each, Long.MAX_VALUE / 2);
                    raiseAll(each, Long.MAX_VALUE / 2 - 100_000);
                })),
                altered(
                        "an unknown account",
                        Rule.ACCOUNT,
                        entry(
                                "capture",
                                each -> each.getLegs()
                                        .get(1)
                                        .setAccount("merchant:" + each.getMerchantId() + ":bonus"))),
                altered(
                        "another's account",
                        Rule.ACCOUNT,
                        entry("capture", each -> each.getLegs().get(1).setAccount("merchant:zeta:pending"))),
                altered(
                        "more than is available",
                        Rule.AVAILABLE,
                        entry("withdrawal_hold", each -> raiseAll(each, 1_000_000_000))),
                altered("more than is held", Rule.HOLD, entry("refund", each -> raiseAll(each, 1_000_000_000))),
                altered(
                        "more than is in transit",
                        Rule.HOLD,
                        entry("withdrawal_release", each -> raiseAll(each, 1_000_000_000))));
    }

    private static Stream<Arguments> ofCauses() {
        return Stream.of(
                altered("an id of no cause", Rule.CAUSE, entry("capture", each -> each.setId("je_1"))),
                altered("no cause", Rule.CAUSE, entry("refund", each -> each.setRefundId(null))),
                altered("a kind that is none", Rule.CAUSE, entry("refund", each -> each.setKind("gift"))),
                altered("a later cause", Rule.CAUSE, paper -> {
                    EntryFact first = paper.entry("capture", 50);
                    first.setPaymentId(paper.entry("capture", 200).getPaymentId());
                    paper.rehash();
                }),
                altered("a cause posted twice", Rule.ONCE, paper -> {
                    EntryFact first = paper.entry("capture", 50);
                    EntryFact second = paper.entry("capture", 200);
                    second.setPaymentId(first.getPaymentId());
                    second.setId(first.getId());
                    paper.rehash();
                }),
                altered("a release after the refund", Rule.ONCE, paper -> {
                    EntryFact first = paper.entry("refund_release", 50);
                    EntryFact second = paper.entry("refund_release", 300);
                    second.setRefundId(first.getRefundId());
                    second.setId(first.getId());
                    paper.rehash();
                }));
    }

    private static Stream<Arguments> ofSettlements() {
        return Stream.of(
                altered("no date", Rule.DATE, entry("capture", each -> each.setSettlementDate(null))),
                altered("a settled date", Rule.DATE, paper -> {
                    EntryFact late = paper.entry("capture", paper.entries.size() - 30);
                    late.setSettlementDate(paper.settlements.stream()
                            .filter(each -> each.getMerchantId().equals(late.getMerchantId())
                                    && each.getCurrency()
                                            .equals(late.getLegs().getFirst().getCurrency()))
                            .findFirst()
                            .orElseThrow()
                            .getBusinessDate());
                    paper.rehash();
                }),
                altered("a capture that settles", Rule.DATE, entry("capture", each -> each.setSettlementId("stl_1"))),
                altered(
                        "another date before its cut",
                        Rule.SETTLEMENT,
                        entry("capture", each -> each.setSettlementDate(each.getSettlementDate() + 1_000))),
                altered(
                        "a settlement's sum",
                        Rule.SETTLEMENT,
                        settlement(
                                SettlementStatusCode.PENDING,
                                each -> each.getLines().setGross(each.getLines().getGross() + 1))),
                altered(
                        "a settlement's count",
                        Rule.SETTLEMENT,
                        settlement(
                                SettlementStatusCode.PENDING,
                                each -> each.getLines()
                                        .setEntries(each.getLines().getEntries() + 1))),
                altered(
                        "a settlement's net",
                        Rule.SETTLEMENT,
                        settlement(SettlementStatusCode.PENDING, each -> each.setNet(each.getNet() + 1))),
                altered(
                        "a net that changes",
                        Rule.SETTLEMENT,
                        settlement(SettlementStatusCode.COMPLETED, each -> each.setNet(each.getNet() + 1))),
                altered("a cut's place", Rule.SETTLEMENT, paper -> {
                    var cut = paper.cuts.get(3);
                    cut.setJournalSequence(cut.getJournalSequence() - 1);
                }),
                altered(
                        "a cut removed",
                        Rule.SETTLEMENT,
                        paper -> paper.cuts.removeIf(cut -> cut.getSettlementId()
                                .equals(paper.settlement(SettlementStatusCode.COMPLETED)
                                        .getId()))),
                altered(
                        "what is paid out by a settlement",
                        Rule.EXECUTION,
                        entry("settlement", each -> raiseAll(each, 1))),
                altered(
                        "a settlement that is none",
                        Rule.EXECUTION,
                        entry("settlement", each -> each.setSettlementId("stl_x"))),
                altered(
                        "the end of a settlement removed",
                        Rule.EXECUTION,
                        paper -> paper.settlements.remove(paper.settlement(SettlementStatusCode.COMPLETED))),
                altered("the entry of a settlement removed", Rule.EXECUTION, paper -> {
                    paper.entries.remove(paper.entry("settlement", 50));
                    paper.rehash();
                }));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void alterations(String what, Rule found, Consumer<PaperLedger> alter) throws Exception {
        PaperLedger paper = new PaperLedger(0, 42).deeds(1_500);
        alter.accept(paper);

        LedgerCheckFact fact = checked(paper);

        assertThat(fact.getViolations()).isPositive();
        assertThat(fact.getShown()).extracting(LedgerViolation::getKind).contains(found.word());
    }

    @Test
    void an_entry_into_dates_that_were_closed_is_told_whether_before_or_after_they_were_drawn_up() throws Exception {
        PaperLedger paper = new PaperLedger(0, 42).deeds(1_500);
        SettlementFact drawn = paper.settlement(SettlementStatusCode.PENDING);
        int cutBehind = (int) (long) paper.cuts.stream()
                .filter(cut -> drawn.getId().equals(cut.getSettlementId()))
                .findFirst()
                .orElseThrow()
                .getJournalSequence();
        EntryFact late = paper.entries.stream()
                .skip(cutBehind)
                .filter(each -> each.getMerchantId().equals(drawn.getMerchantId())
                        && each.getSettlementDate() != null
                        && each.getLegs().getFirst().getCurrency().equals(drawn.getCurrency()))
                .findFirst()
                .orElseThrow();
        late.setSettlementDate(drawn.getBusinessDate());
        paper.rehash();

        List<LedgerViolation> shown = checked(paper).getShown();

        assertThat(shown).anySatisfy(each -> {
            assertThat(each.getKind()).isEqualTo("date");
            assertThat(each.getSubjectId()).isEqualTo(late.getId());
            assertThat(each.getSequence()).isEqualTo(late.getSequence());
        });
    }

    @Test
    void a_correction_of_a_withdrawal_is_named_by_the_word_of_the_bank_that_caused_it() {
        EntryFact correction = new PaperLedger(0, 42).deeds(1_500).entry("withdrawal_release", 50);
        long offset = correction.getCommandOffset();
        correction.setKind(Posting.Kind.WITHDRAWAL_CORRECTION.word());
        correction.setId(Ids.ENTRY
                + Ids.tail(Ids.of(Ids.WITHDRAWAL, correction.getPostedAtMs(), 0, offset))
                + Posting.Kind.WITHDRAWAL_CORRECTION.letter());
        Causes.Cause own = Causes.of(correction);
        correction.setCommandOffset(offset + 1);
        Causes.Cause other = Causes.of(correction);

        assertThat(own.wrong()).isNull();
        assertThat(own.place()).isEqualTo(new Ids.Place(correction.getPostedAtMs(), 0, offset));
        assertThat(other.wrong()).contains("does not follow from the word of the bank");
    }

    @Test
    void of_dates_that_were_closed_with_nothing_in_them_the_last_few_are_kept() {
        Purse purse = new Purse("acme", "EUR");
        for (int day = 0; day < 1_000; day++) {
            purse.cut("stl_%04d".formatted(day), day, day);
        }

        assertThat(purse.written().getCuts()).hasSize(32);
        assertThat(purse.isCutFor("stl_0999")).isTrue();
        assertThat(purse.isCutFor("stl_0001")).isFalse();
    }

    @Test
    void all_violations_are_counted_and_the_first_hundred_are_shown() throws Exception {
        PaperLedger paper = new PaperLedger(0, 42).deeds(1_500);
        paper.entries.forEach(each -> each.setOccurredAtMs(1));

        LedgerCheckFact fact = checked(paper);

        assertThat(fact.getViolations()).isEqualTo(paper.entries.size());
        assertThat(fact.getShown()).hasSize(100).allMatch(each -> each.getKind().equals("hash"));
        assertThat(fact.getShown().getFirst().getSequence()).isEqualTo(1);
    }
}

package dev.kassa.bench.check;

import static dev.kassa.bench.check.OperatorsScribe.at;
import static dev.kassa.bench.check.Scribe.NOTHING;
import static dev.kassa.bench.check.Scribe.alter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.ApplyReference;
import dev.kassa.avro.BlacklistBody;
import dev.kassa.avro.CapturePayment;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreateRefund;
import dev.kassa.avro.Customer;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.FeeBandBody;
import dev.kassa.avro.FeeRuleBody;
import dev.kassa.avro.FeeScheduleBody;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.ReferenceApplied;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.ReviewPayment;
import dev.kassa.avro.RiskFact;
import dev.kassa.avro.RiskRuleAction;
import dev.kassa.avro.RiskRuleBody;
import dev.kassa.avro.RiskSignals;
import dev.kassa.avro.SettingBody;
import dev.kassa.avro.Tick;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the checker knows of tables that change: a log in which they do passes, and every seeded bug is caught. */
class ChangesCheckerTest {
    private static final Customer BAD = at("203.0.113.9", null);
    private static final Customer PHONE = at(null, "phone");

    @Test
    void findsNothingInAGoodLogOfChanges() {
        assertThat(Checker.check(good().evidence())).isEmpty();
    }

    @ParameterizedTest(name = "{0} breaks {1}")
    @MethodSource({"limits", "merchants", "prices", "references", "risk", "reviews"})
    void catchesASeededBug(String name, String invariant, Consumer<OperatorsScribe> bug) {
        OperatorsScribe scribe = good();
        bug.accept(scribe);

        List<Violation> violations = Checker.check(scribe.evidence());

        assertThat(violations).extracting(Violation::invariant).contains(invariant);
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                bug("a payment above the single limit", "L1", s -> {
                    s.limit(100L, null, null);
                    s.ask("l-1", "l-1", 101);
                }),
                bug("payments that together are above the daily limit", "L1", s -> {
                    s.limit(null, taken(s) + 1_000, null);
                    s.capture(s.ask("l-1", "l-1", 600));
                    s.ask("l-2", "l-2", 401);
                }),
                bug("payments that together are above the monthly limit", "L1", s -> {
                    s.limit(null, null, taken(s) + 1_000);
                    s.ask("l-1", "l-1", 600);
                    s.ask("l-2", "l-2", 401);
                }),
                bug("a limit that was lowered and is not heeded", "L1", s -> {
                    s.limit(null, taken(s) + 1_000, null);
                    s.ask("l-1", "l-1", 600);
                    s.limit(null, taken(s) - 1, null);
                    s.ask("l-2", "l-2", 1);
                }),
                bug("a payment that is given up and still counts", "I4", s -> {
                    s.limit(null, taken(s) + 1_000, null);
                    s.decline(s.ask("l-1", "l-1", 1_000));
                    s.askInVain("l-2", "l-2", 1_000);
                }));
    }

    static Stream<Arguments> merchants() {
        return Stream.of(
                bug("a payment of a suspended merchant", "M1", s -> {
                    s.status("suspended");
                    s.ask("m-1", "m-1", 100);
                }),
                bug("a capture for a suspended merchant", "M1", s -> {
                    PaymentFact payment = s.ask("m-1", "m-1", 100);
                    s.status("suspended");
                    s.command(null, new CapturePayment(Scribe.MERCHANT, payment.getId(), null));
                    s.write(payment);
                }),
                bug("a refund that is refused since the merchant is suspended", "I4", s -> {
                    s.status("suspended");
                    s.command("m-rf", new CreateRefund(Scribe.MERCHANT, "o-1", null, "m-rf", 1L, null, null));
                }),
                bug(
                        "a change that was meant for another version",
                        "M1",
                        s -> s.update(
                                change -> change.setTier("premium").setExpectedVersion(1L),
                                fact -> fact.setTier("premium"))),
                bug("a change that its life does not allow", "M1", s -> s.status("rejected")),
                bug("a change without its fact", "M1", s -> s.updateInVain(change -> change.setTier("premium"))),
                bug(
                        "a change that changes something else",
                        "M1",
                        s -> s.update(change -> change.setTier("premium"), fact -> fact.setTier("starter"))),
                bug(
                        "a version that is left out",
                        "M1",
                        s -> alter(
                                s.merchants,
                                s.merchants.size() - 1,
                                (fact, at) -> MerchantFact.newBuilder(fact)
                                        .setVersion(fact.getVersion() + 1)
                                        .build())),
                bug(
                        "a payment taken under the settings before",
                        "M1",
                        s -> alterNew(s, fact -> fact.setMerchantVersion(fact.getMerchantVersion() - 1))));
    }

    static Stream<Arguments> prices() {
        return Stream.of(
                bug("a price of before the change", "P1", s -> {
                    s.change("fee-schedule", "special", null, percent(1));
                    s.ask("p-1", "p-1", 100);
                }),
                bug("a price as shipped after its change", "P1", s -> {
                    s.schedule = "business";
                    s.scheduleVersion = 0;
                    s.ask("p-1", "p-1", 100);
                }),
                bug("a fee by another rate than its schedule's", "P1", s -> {
                    s.ratePpm = 6_000;
                    s.capture(s.ask("p-1", "p-1", 90_000));
                }),
                bug("a band that the month had not reached", "P1", s -> {
                    FeeBandBody cheaper = new FeeBandBody(100_000_000L, 1_000, 0L, 0L, null);
                    FeeBandBody first = new FeeBandBody(0L, 10_000, 0L, 0L, null);
                    s.scheduleVersion = s.change("fee-schedule", "special", null, bands(first, cheaper))
                            .getVersion();
                    s.ratePpm = 1_000;
                    s.minimum = 0;
                    s.capture(s.ask("p-1", "p-1", 90_000));
                }),
                bug("a journal that names another schedule", "P1", s -> {
                    alter(
                            s.journal,
                            0,
                            (entry, at) -> EntryFact.newBuilder(entry)
                                    .setFeeSchedule("business@7")
                                    .build());
                    s.reseal();
                }),
                bug(
                        "a business date of another zone",
                        "P1",
                        s -> alterNew(s, fact -> fact.setBusinessDate(fact.getBusinessDate() + 1))));
    }

    static Stream<Arguments> references() {
        return Stream.of(
                bug(
                        "a payment that escaped a change",
                        "R2",
                        s -> alterNew(s, fact -> fact.setReferenceVersion(fact.getReferenceVersion() - 1))),
                bug(
                        "a payment that foresaw a change",
                        "R2",
                        s -> alterNew(s, fact -> fact.setReferenceVersion(fact.getReferenceVersion() + 1))),
                bug("a payment that was asked for after the answer and escaped", "R2", s -> {
                    s.exchanges.clear();
                    ReferenceFact last = s.history.getLast().value();
                    s.toldOf(last);
                    PaymentFact early = s.payments.getFirst().value();
                    s.told("payment", "o-1", 201, Scribe.json(early));
                }),
                bug(
                        "a change told to hold from elsewhere",
                        "R1",
                        s -> alter(
                                s.applied,
                                1,
                                (told, at) -> ReferenceApplied.newBuilder(told)
                                        .setCommandOffset(told.getCommandOffset() + 1)
                                        .build())),
                bug("a change that is not told to hold", "R1", s -> s.applied.remove(2)),
                bug("a change told to hold twice", "R1", s -> s.applied.add(s.applied.getFirst())),
                bug("a change that a partition never heard of", "R1", s -> lastTold(s, 2, s.commands::remove)),
                bug(
                        "another content than was decided",
                        "R1",
                        s -> lastTold(
                                s,
                                3,
                                told -> ((ApplyReference) told.value().getBody())
                                        .getFact()
                                        .setBody(new SettingBody("77")))),
                bug(
                        "a change that is asked for and lost",
                        "R1",
                        s -> s.changeInVain("blacklist", "device:tablet", null, new BlacklistBody("fraud"))),
                bug(
                        "a change that was meant for another version",
                        "R1",
                        s -> s.change("setting", "risk.band.review", 999L, new SettingBody("50"))),
                bug(
                        "a version that is left out",
                        "R1",
                        s -> alter(
                                s.history,
                                s.history.size() - 1,
                                (fact, at) -> ReferenceFact.newBuilder(fact)
                                        .setVersion(fact.getVersion() + 1)
                                        .build())),
                bug("a change of nobody's", "R1", s -> s.history.add(s.history.getFirst())),
                bug(
                        "a change that was refused and came of it",
                        "R1",
                        s -> s.changes.add(new Evidence.Change(
                                String.valueOf(s.history.getLast().value().getRequestId()),
                                "x/y",
                                true,
                                1,
                                2,
                                412,
                                0))),
                bug(
                        "a change that was acknowledged and is not there",
                        "R1",
                        s -> s.changes.add(
                                new Evidence.Change("req_none", "setting/risk.band.flag", true, 1, 2, 200, 1_000))));
    }

    static Stream<Arguments> risk() {
        return Stream.of(
                bug(
                        "somebody on the blacklist who is sent to a channel",
                        "S1",
                        s -> s.askAs("s-1", 100, BAD, s.found(0, "accept", BAD), PaymentStatusCode.PROCESSING)),
                bug(
                        "a reject that is sent to a channel",
                        "S1",
                        s -> s.askAs(
                                "s-1",
                                100,
                                BAD,
                                s.found(100, "reject", BAD, "blacklisted_ip"),
                                PaymentStatusCode.PROCESSING)),
                bug(
                        "a channel asked for what was rejected",
                        "S1",
                        s -> s.call(s.askAs(
                                "s-1",
                                100,
                                BAD,
                                s.found(100, "reject", BAD, "blacklisted_ip"),
                                PaymentStatusCode.FAILED))),
                bug("a rule that is on and does not fire", "S1", s -> {
                    s.change("risk-rule", "all", null, new RiskRuleBody("amount > 1", RiskRuleAction.REVIEW, true));
                    s.ask("s-1", "s-1", 100);
                }),
                bug(
                        "a rule that is off and fires",
                        "S1",
                        s -> s.open(
                                s.asked("s-1", 100),
                                100,
                                null,
                                reasons(25, "flag", "rule:big"),
                                PaymentStatusCode.PROCESSING)),
                bug(
                        "a wrong sum",
                        "S1",
                        s -> s.open(
                                s.asked("s-1", 70_000),
                                70_000,
                                null,
                                reasons(24, "flag", "rule:big"),
                                PaymentStatusCode.PROCESSING)),
                bug(
                        "a count that is too low",
                        "S1",
                        s -> s.open(
                                s.asked("s-1", 100),
                                100,
                                null,
                                RiskFact.newBuilder(NOTHING)
                                        .setSignals(new RiskSignals())
                                        .build(),
                                PaymentStatusCode.PROCESSING)),
                bug(
                        "a device that is new twice",
                        "S1",
                        s -> s.askAs(
                                "s-1",
                                100,
                                PHONE,
                                s.found(10, "accept", PHONE, "new_device"),
                                PaymentStatusCode.PROCESSING)));
    }

    static Stream<Arguments> reviews() {
        return Stream.of(
                bug("a review decided by the requester", "S2", s -> s.decide(held(s), "key", true)),
                bug("a review decided by somebody else than is told", "S2", s -> {
                    s.decide(held(s), "reviewer", false);
                    alterLast(s, fact -> fact.getReview().setDecidedBy("another"));
                }),
                bug("a rejected review that goes on", "S2", s -> {
                    s.decide(held(s), "reviewer", false);
                    alterLast(s, fact -> fact.setStatus(PaymentStatusCode.PROCESSING));
                }),
                bug("a review that is over before its time", "S2", s -> {
                    PaymentFact held = held(s);
                    s.command(null, new Tick());
                    s.write(PaymentFact.newBuilder(held)
                            .setStatus(PaymentStatusCode.EXPIRED)
                            .setUpdatedAtMs(s.now())
                            .build());
                }),
                bug("a decision on what nobody holds", "S2", s -> {
                    PaymentFact rejected = s.decide(held(s), "reviewer", false);
                    s.decide(rejected, "other", true);
                }),
                bug("a decision that is lost", "S2", s -> {
                    PaymentFact held = held(s);
                    s.command(
                            Scribe.PARTITION,
                            "reviewer",
                            null,
                            new ReviewPayment(Scribe.MERCHANT, held.getId(), true, "because"));
                }));
    }

    /** Limits, a suspension, prices, a blacklist, rules and reviews, each changed while payments go on. */
    private static OperatorsScribe good() {
        OperatorsScribe s = new OperatorsScribe();
        s.onboard();
        PaymentFact paid = s.capture(s.ask("o-1", "o-1", 10_000));
        s.told("payment", "o-1", 201, Scribe.json(paid));
        s.limit(20_000L, 25_000L, null);
        s.askInVain("o-2", "o-2", 15_001);
        s.decline(s.ask("o-3", "o-3", 15_000));
        s.capture(s.ask("o-4", "o-4", 15_000));
        s.limit(null, null, 1_000_000L);
        s.updateInVain(change -> change.setTier("premium").setExpectedVersion(1L));
        s.status("suspended");
        s.askInVain("o-5", "o-5", 100);
        s.finish(paid, s.refund(paid, "rf-1", 1_000), true);
        s.status("active");
        s.toldOf(s.change("fee-schedule", "special", 0L, percent(20_000)));
        s.update(change -> change.setFeeSchedule("special"), fact -> fact.setFeeSchedule("special"));
        s.schedule = "special";
        s.scheduleVersion = s.history.size();
        s.ratePpm = 20_000;
        s.minimum = 0;
        PaymentFact dearer = s.capture(s.ask("o-6", "o-6", 333));
        s.told("payment", "o-6", 201, Scribe.json(dearer));
        s.changeInVain("fee-schedule", "special", 0L, percent(1));
        s.change("blacklist", "ip:203.0.113.0/24", null, new BlacklistBody("fraud"));
        s.askAs("o-7", 100, BAD, s.found(100, "reject", BAD, "blacklisted_ip"), PaymentStatusCode.FAILED);
        RiskFact first = s.found(10, "accept", PHONE, "new_device");
        s.capture(s.askAs("o-8", 100, PHONE, first, PaymentStatusCode.PROCESSING));
        s.change("risk-rule", "big", null, new RiskRuleBody("amount >= 60000", RiskRuleAction.REVIEW, true));
        s.capture(s.open(
                s.asked("o-9", 60_000), 60_000, null, reasons(25, "flag", "rule:big"), PaymentStatusCode.PROCESSING));
        s.change("setting", "risk.band.review", null, new SettingBody("20"));
        s.capture(s.decide(held(s), "reviewer", true));
        s.cancel(held(s));
        return s;
    }

    /** A payment that waits for a person, by the rule of the good log. */
    private static PaymentFact held(OperatorsScribe s) {
        String orderNo = "held-" + s.commands.size();
        s.asked(orderNo, 60_000);
        return s.open(orderNo, 60_000, null, reasons(25, "review", "rule:big"), PaymentStatusCode.REVIEW);
    }

    private static RiskFact reasons(int score, String decision, String... reasons) {
        return new RiskFact(score, decision, List.of(reasons), List.of(), null);
    }

    private static FeeScheduleBody percent(int ratePpm) {
        return bands(new FeeBandBody(0L, ratePpm, 0L, 0L, null));
    }

    private static FeeScheduleBody bands(FeeBandBody... bands) {
        return new FeeScheduleBody(List.of(new FeeRuleBody(null, null, null, null, List.of(bands))));
    }

    /** What the good log's payments take of limits, in the end. */
    private static long taken(OperatorsScribe s) {
        return s.payments.stream()
                .map(Logged::value)
                .filter(fact -> fact.getStatus() == PaymentStatusCode.SUCCEEDED)
                .collect(Collectors.toMap(PaymentFact::getId, PaymentFact::getAmount, (one, same) -> one))
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static void alterNew(OperatorsScribe s, Consumer<PaymentFact> change) {
        s.ask("new", "new", 100);
        alterLast(s, change);
    }

    private static void alterLast(OperatorsScribe s, Consumer<PaymentFact> change) {
        alter(s.payments, s.payments.size() - 1, (fact, at) -> {
            PaymentFact copy = PaymentFact.newBuilder(fact).build();
            change.accept(copy);
            return copy;
        });
    }

    /** The last command that tells a partition of a change. */
    private static void lastTold(OperatorsScribe s, int partition, Consumer<Logged<Command>> bug) {
        bug.accept(s.commands.stream()
                .filter(logged -> logged.partition() == partition)
                .filter(logged -> logged.value().getBody() instanceof ApplyReference)
                .reduce((before, after) -> after)
                .orElseThrow());
    }

    private static Arguments bug(String name, String invariant, Consumer<OperatorsScribe> bug) {
        return Arguments.of(name, invariant, bug);
    }
}

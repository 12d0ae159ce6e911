package dev.kassa.bench.check;

import static dev.kassa.bench.check.Scribe.alter;
import static dev.kassa.bench.check.Scribe.leg;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.ChannelResult;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.avro.Tick;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckerTest {
    private static final String PENDING = "merchant:" + Scribe.MERCHANT + ":pending";
    private static final String AVAILABLE = "merchant:" + Scribe.MERCHANT + ":available";

    @Test
    void findsNothingInAGoodLog() {
        assertThat(Checker.check(good().evidence())).isEmpty();
    }

    @ParameterizedTest(name = "{0} breaks {1}")
    @MethodSource("bugs")
    void catchesASeededBug(String name, String invariant, Consumer<Scribe> bug) {
        Scribe scribe = good();
        bug.accept(scribe);

        List<Violation> violations = Checker.check(scribe.evidence());

        assertThat(violations).extracting(Violation::invariant).contains(invariant);
        assertThat(violations)
                .allSatisfy(violation -> assertThat(violation.at()).isNotEmpty());
    }

    static Stream<Arguments> bugs() {
        return Stream.of(
                bug("an entry dropped", "I4", s -> s.journal.remove(1)),
                bug("an entry dropped and the rest resealed", "I4", s -> {
                    s.journal.remove(1);
                    s.reseal();
                }),
                bug("an entry posted twice", "I4", s -> {
                    s.journal.add(1, s.journal.getFirst());
                    s.reseal();
                }),
                bug("a leg off by one", "I1", s -> legs(s, 0, legs -> raise(legs, 0, 1))),
                bug("a partition that does not add up", "I2", s -> legs(s, 0, legs -> raise(legs, 0, 1))),
                bug(
                        "a leg with both sides",
                        "I1",
                        s -> legs(s, 0, legs -> legs.set(0, new LegFact(PENDING, "GBP", 5L, 5L)))),
                bug(
                        "another merchant's account",
                        "I1",
                        s -> legs(s, 0, legs -> legs.get(1).setAccount("merchant:someone-else:pending"))),
                bug(
                        "the wrong template, though balanced",
                        "I4",
                        s -> legs(s, 0, legs -> legs.get(1).setAccount(AVAILABLE))),
                bug(
                        "available overdrawn",
                        "I3",
                        s -> s.post(
                                "adjustment", "pay", null, s.now(), List.of(leg(AVAILABLE, 1), leg("suspense", -1)))),
                bug(
                        "a hash altered",
                        "I6",
                        s -> alter(
                                s.journal,
                                2,
                                (entry, at) -> EntryFact.newBuilder(entry)
                                        .setHash(ByteBuffer.wrap(new byte[32]))
                                        .build())),
                bug(
                        "a content altered under its hash",
                        "I6",
                        s -> alter(
                                s.journal,
                                2,
                                (entry, at) -> EntryFact.newBuilder(entry)
                                        .setOccurredAtMs(1L)
                                        .build())),
                bug("two entries swapped", "I6", s -> Collections.swap(s.journal, 1, 2)),
                bug("a payment fact lost", "I4", s -> s.payments.remove(1)),
                bug(
                        "a fact of no command",
                        "I4",
                        s -> alter(
                                s.payments,
                                0,
                                (fact, at) -> PaymentFact.newBuilder(fact)
                                        .setCommandOffset(9_999L)
                                        .build())),
                bug("a payment order reversed", "I8", s -> Collections.swap(s.payments, 0, 1)),
                bug("a fact on another merchant's key", "I8", s -> {
                    Logged<PaymentFact> logged = s.payments.getFirst();
                    s.payments.set(0, new Logged<>("payments", logged.partition(), 0, 0, "x", logged.value()));
                }),
                bug(
                        "an amount changed on the way",
                        "I4",
                        s -> alter(
                                s.payments,
                                0,
                                (fact, at) -> PaymentFact.newBuilder(fact)
                                        .setAmount(1L)
                                        .build())),
                bug("a command without effect", "I4", s -> s.askInVain("k-lost", "order-lost", 100)),
                bug("a repeat that pays again", "I5", s -> s.capture(s.ask("k-1", "order-77", 5_000))),
                bug("an order paid twice", "I4", s -> s.capture(s.ask("k-other", "order-1", 10_000))),
                bug("a payment after a decline of the channel", "I4", s -> {
                    PaymentFact payment = s.ask("k-9", "order-9", 700);
                    s.capture(s.decline(payment));
                }),
                bug(
                        "a fee that is too low",
                        "P1",
                        s -> alter(
                                s.payments,
                                1,
                                (fact, at) ->
                                        PaymentFact.newBuilder(fact).setFee(1L).build())),
                bug(
                        "refunds above what was captured",
                        "I4",
                        s -> s.finish(s.payments.get(1).value(), s.refund(paid(s), "rf-big", 9_000), true)),
                bug(
                        "a refund that forgets its payment",
                        "I7",
                        s -> alter(
                                s.payments,
                                2,
                                (fact, at) -> PaymentFact.newBuilder(fact)
                                        .setAmountRefunding(0L)
                                        .build())),
                bug(
                        "a refund of another amount",
                        "I4",
                        s -> alter(
                                s.refunds,
                                0,
                                (fact, at) -> RefundFact.newBuilder(fact)
                                        .setAmount(1L)
                                        .build())),
                bug(
                        "a payment's change from a status that it was not in",
                        "I4",
                        s -> alter(
                                s.payments,
                                1,
                                (fact, at) -> PaymentFact.newBuilder(fact)
                                        .setStatusBefore(PaymentStatusCode.CREATED)
                                        .build())),
                bug(
                        "a refund's change from a status that it was not in",
                        "I4",
                        s -> alter(
                                s.refunds,
                                1,
                                (fact, at) -> RefundFact.newBuilder(fact)
                                        .setStatusBefore(RefundStatusCode.FAILED)
                                        .build())),
                bug("a payment left open", "I12", s -> s.ask("k-open", "order-open", 100)),
                bug("a capture made twice at the channel", "I9", s -> s.charges.add(s.charges.getFirst())),
                bug(
                        "a capture that the ledger does not know",
                        "I9",
                        s -> s.charges.add(new Evidence.Charge(
                                "pay_00000000000000000000000000:authorize", "authorize", true, true, 1, "GBP"))),
                bug("a capture that the channel does not know", "I9", s -> s.charges.removeFirst()),
                bug(
                        "a capture of another amount at the channel",
                        "I9",
                        s -> s.charges.set(
                                0, new Evidence.Charge(s.charges.getFirst().key(), "authorize", true, true, 3, "GBP"))),
                bug(
                        "an acknowledged payment that is not in the log",
                        "I4",
                        s -> s.told("payment", "k-ghost", 201, "{\"id\":\"pay_ghost\",\"status\":\"succeeded\"}")),
                bug("a refusal of what was done", "I4", s -> {
                    s.exchanges.clear();
                    s.told("payment", "k-1", 409, "{\"code\":\"order_already_paid\"}");
                }),
                bug("a repeat with other bytes", "I5", s -> s.told("payment", "k-1", 201, Scribe.json(paid(s)) + " ")),
                bug("a caller who never hears", "I4", s -> s.told("payment", "k-silent", 0, "")),
                bug("asked later, logged earlier", "I8", s -> {
                    s.exchanges.clear();
                    s.told(
                            "payment",
                            "k-2",
                            201,
                            Scribe.json(s.payments.getLast().value()));
                    s.told("payment", "k-1", 201, Scribe.json(paid(s)));
                }));
    }

    @Test
    void catchesReadsThatDoNotAddUp() {
        Scribe scribe = good();
        Map<String, Map<String, Map<String, Long>>> balances =
                Map.of(Scribe.MERCHANT, Map.of("GBP", Map.of("pending", 1L)));
        Evidence.Reads reads = new Evidence.Reads(balances, Map.of(), true, Map.of(), Map.of());

        List<Violation> violations = Checker.check(new Evidence(scribe.log(), null, List.of(), List.of(), reads, true));

        assertThat(violations).extracting(Violation::invariant).contains("I7").hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void catchesPoisonThatWasNotSetAside() {
        RecordedLog log = good().log();
        Logged<String> poison = new Logged<>("commands", 0, 5, 0, "x", "not a Command");
        RecordedLog poisoned = new RecordedLog(
                log.partitions(),
                log.commands(),
                log.payments(),
                log.refunds(),
                log.journal(),
                log.merchants(),
                List.of(),
                List.of(),
                log.history(),
                log.applied(),
                log.calls(),
                List.of(),
                List.of(poison),
                List.of());

        List<Violation> violations = Checker.check(Evidence.of(poisoned));

        assertThat(violations).singleElement().extracting(Violation::at).isEqualTo("commands-0@5");
    }

    /** Two payments, one declined and paid at the second attempt; refunds that succeed and fail; repeats; ticks. */
    static Scribe good() {
        Scribe scribe = new Scribe();
        scribe.onboard();
        PaymentFact first = scribe.ask("k-1", "order-1", 10_000);
        PaymentFact paid = scribe.capture(first);
        scribe.told("payment", "k-1", 201, Scribe.json(paid));
        scribe.askInVain("k-1", "order-1", 10_000);
        scribe.told("payment", "k-1", 201, Scribe.json(paid));
        scribe.askInVain("k-1b", "order-1", 10_000);
        scribe.told("payment", "k-1b", 409, "{\"code\":\"order_already_paid\"}");
        RefundFact refund = scribe.refund(paid, "rf-1", 4_000);
        scribe.finish(paid, refund, true);
        scribe.command(null, new Tick());
        RefundFact second = scribe.refund(paid, "rf-2", 1_000);
        scribe.finish(paid, second, false);
        PaymentFact declined = scribe.decline(scribe.ask("k-2", "order-2", 30));
        scribe.told("payment", "k-2", 201, Scribe.json(declined));
        PaymentFact retried = scribe.capture(scribe.ask("k-3", "order-2", 30));
        scribe.outcome(retried, null, ChannelResult.APPROVED);
        scribe.told("payment", "k-3", 201, Scribe.json(retried));
        return scribe;
    }

    private static PaymentFact paid(Scribe scribe) {
        return scribe.payments.stream()
                .map(Logged::value)
                .filter(fact -> fact.getStatus() == PaymentStatusCode.SUCCEEDED)
                .findFirst()
                .orElseThrow();
    }

    private static void legs(Scribe scribe, int index, Consumer<List<LegFact>> change) {
        alter(scribe.journal, index, (entry, at) -> {
            EntryFact copy = EntryFact.newBuilder(entry).build();
            List<LegFact> legs = new ArrayList<>(copy.getLegs());
            change.accept(legs);
            copy.setLegs(legs);
            return copy;
        });
        scribe.reseal();
    }

    private static void raise(List<LegFact> legs, int index, long by) {
        LegFact leg = legs.get(index);
        legs.set(index, new LegFact(leg.getAccount(), leg.getCurrency(), leg.getDebit() + by, leg.getCredit()));
    }

    private static Arguments bug(String name, String invariant, Consumer<Scribe> bug) {
        return Arguments.of(name, invariant, bug);
    }
}

package dev.kassa.view;

import static dev.kassa.view.FactLog.credit;
import static dev.kassa.view.FactLog.debit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.archive.ArchiveFiles;
import dev.kassa.archive.MemoryFiles;
import dev.kassa.avro.DeadLetter;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topics;
import dev.kassa.stream.TopologyApproval;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ViewTopologyTest {
    private static final String ACME = "acme";

    private ViewsDriver views;
    private FactLog log;

    @BeforeEach
    void open(@TempDir Path stateDir) {
        views = new ViewsDriver(stateDir);
        log = views.log();
    }

    @AfterEach
    void close() {
        views.close();
    }

    @Test
    void the_topology_is_the_approved_one() throws IOException {
        var topology = ViewTopology.build(
                new Codecs(new InMemorySchemaRegistry()), new ArchiveFiles(new MemoryFiles()), new ViewProgress());

        TopologyApproval.verify(ViewTopology.APPLICATION, topology);
    }

    @Test
    void facts_that_come_again_change_no_row() {
        PaymentFact payment = log.paid(ACME, "order-1", 10_00, "EUR", 50);
        log.refund(payment, "refund-1", 4_00);
        log.paid("other", "order-1", 20_00, "USD", 70);
        List<String> before = rows();

        log.comesAgainFrom(0);

        assertThat(rows()).isEqualTo(before);
        assertThat(views.queries().trialBalance().healthy()).isTrue();
    }

    @Test
    void a_tail_that_comes_again_and_goes_on_is_as_if_it_had_come_once() {
        PaymentFact payment = log.payment(ACME, "order-1", 10_00, "EUR");
        log.captured(payment, 50);
        log.comesAgainFrom(1);
        log.comesAgainFrom(2);
        log.paid(ACME, "order-2", 5_00, "EUR", 50);

        assertThat(views.queries().balances(ACME, null))
                .singleElement()
                .satisfies(balance -> assertThat(balance.pending()).isEqualTo(14_00));
        assertThat(views.queries().trialBalance().healthy()).isTrue();
    }

    @Test
    void an_older_fact_of_a_payment_does_not_replace_a_newer_one() {
        PaymentFact processing = log.payment(ACME, "order-1", 10_00, "EUR");
        PaymentFact captured = log.captured(processing, 50);

        views.pipe(
                Topics.PAYMENTS.name(),
                ACME.getBytes(UTF_8),
                views.codecs().of(Topics.PAYMENTS).encode(processing));

        assertThat(views.queries().payment(ACME, captured.getId())).contains(captured);
    }

    @Test
    void a_payment_that_ends_in_the_millisecond_of_its_creation_is_not_under_way() {
        PaymentFact created = log.payment(ACME, "order-1", 10_00, "EUR");
        log.changedAt(created, PaymentStatusCode.FAILED, created.getCreatedAtMs());

        assertThat(isIn(PaymentStatusCode.FAILED, created)).isTrue();
        assertThat(isIn(PaymentStatusCode.PROCESSING, created)).isFalse();
    }

    private boolean isIn(PaymentStatusCode status, PaymentFact payment) {
        return views.store().get(ViewKeys.status(ACME, status, payment.getId())) != null;
    }

    @Test
    void a_payment_costs_four_rows_and_what_all_share() {
        log.paid(ACME, "order-1", 10_00, "EUR", 50);
        int first = rows().size();

        log.paid(ACME, "order-2", 10_00, "EUR", 50);

        assertThat(rows()).hasSize(first + 4);
    }

    @Test
    void an_entry_that_does_not_balance_turns_the_ledger_unhealthy_for_good() {
        PaymentFact payment = log.paid(ACME, "order-1", 10_00, "EUR", 50);
        log.entry(payment, "capture", debit("bank:clearing", 5_00), credit("fees", 4_99));
        log.entry(payment, "capture", debit("bank:clearing", 4_99), credit("fees", 5_00));

        var trialBalance = views.queries().trialBalance();

        assertThat(trialBalance.currencies())
                .singleElement()
                .satisfies(euro -> assertThat(euro.difference()).isZero());
        assertThat(trialBalance.healthy()).isFalse();
    }

    @Test
    void debits_that_exceed_credits_show_as_the_difference() {
        PaymentFact payment = log.paid(ACME, "order-1", 10_00, "EUR", 50);
        log.entry(payment, "capture", debit("bank:clearing", 5_00), credit("fees", 4_99));

        var trialBalance = views.queries().trialBalance();

        assertThat(trialBalance.currencies())
                .singleElement()
                .satisfies(euro -> assertThat(euro.difference()).isEqualTo(1));
        assertThat(trialBalance.healthy()).isFalse();
    }

    @Test
    void an_entry_missing_from_the_chain_turns_the_ledger_unhealthy() {
        PaymentFact payment = log.paid(ACME, "order-1", 10_00, "EUR", 50);

        log.entry(payment, "capture", 3, log.lastHash(), debit("bank:clearing", 1), credit("fees", 1));

        assertThat(views.queries().trialBalance().healthy()).isFalse();
    }

    @Test
    void an_entry_that_follows_on_another_hash_turns_the_ledger_unhealthy() {
        PaymentFact payment = log.paid(ACME, "order-1", 10_00, "EUR", 50);

        log.entry(payment, "capture", 2, ByteBuffer.allocate(32), debit("bank:clearing", 1), credit("fees", 1));

        assertThat(views.queries().trialBalance().healthy()).isFalse();
    }

    @Test
    void an_entry_whose_content_is_not_what_was_hashed_turns_the_ledger_unhealthy() {
        PaymentFact payment = log.paid(ACME, "order-1", 10_00, "EUR", 50);
        EntryFact honest = log.entry(payment, "capture", debit("bank:clearing", 1), credit("fees", 1));
        assertThat(views.queries().trialBalance().healthy()).isTrue();

        log.entry(EntryFact.newBuilder(honest)
                .setSequence(honest.getSequence() + 1)
                .setPreviousHash(honest.getHash())
                .build());

        assertThat(views.queries().trialBalance().healthy()).isFalse();
    }

    @Test
    void an_entry_with_a_leg_that_is_none_turns_the_ledger_unhealthy_and_the_next_is_applied() {
        PaymentFact payment = log.paid(ACME, "order-1", 10_00, "EUR", 50);
        EntryFact last = log.entry(payment, "capture", debit("bank:clearing", 1), credit("fees", 1));
        log.entry(EntryFact.newBuilder(last)
                .setSequence(3)
                .setLegs(List.of(new LegFact("fees", "EUR", 0L, 0L)))
                .build());

        log.paid(ACME, "order-2", 10_00, "EUR", 50);

        assertThat(views.queries().trialBalance().healthy()).isFalse();
        assertThat(views.queries().trialBalance().position()).isEqualTo("0:4");
    }

    @Test
    void another_entry_under_a_number_that_was_given_turns_the_ledger_unhealthy_and_is_not_added() {
        PaymentFact payment = log.paid(ACME, "order-1", 10_00, "EUR", 50);

        log.entry(payment, "capture", 1, ByteBuffer.allocate(32), debit("bank:clearing", 1), credit("fees", 1));

        var trialBalance = views.queries().trialBalance();
        assertThat(trialBalance.healthy()).isFalse();
        assertThat(trialBalance.currencies())
                .singleElement()
                .satisfies(euro -> assertThat(euro.debits()).isEqualTo(10_00));
    }

    @Test
    void what_cannot_be_read_is_put_aside_and_the_next_fact_is_applied() {
        views.pipe(Topics.PAYMENTS.name(), ACME.getBytes(UTF_8), "no fact".getBytes(UTF_8));
        PaymentFact payment = log.payment(ACME, "order-1", 10_00, "EUR");

        assertThat(views.queries().payment(ACME, payment.getId())).contains(payment);
        assertThat(views.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getTopic()).isEqualTo("payments");
            assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap("no fact".getBytes(UTF_8)));
            assertThat(letter.getReason()).contains("PaymentFact");
        });
    }

    @Test
    void a_record_without_a_value_is_put_aside() {
        views.pipe(Topics.JOURNAL.name(), ACME.getBytes(UTF_8), null);

        assertThat(views.deadLetters()).extracting(DeadLetter::getReason).containsExactly("no value on journal");
    }

    @Test
    void an_entry_that_cannot_be_read_leaves_a_gap_that_turns_the_ledger_unhealthy() {
        PaymentFact payment = log.paid(ACME, "order-1", 10_00, "EUR", 50);
        views.pipe(Topics.JOURNAL.name(), ACME.getBytes(UTF_8), new byte[] {0, 0, 0, 0, 99, 1});

        log.entry(payment, "capture", 3, log.lastHash(), debit("bank:clearing", 1), credit("fees", 1));

        assertThat(views.deadLetters()).hasSize(1);
        assertThat(views.queries().trialBalance().healthy()).isFalse();
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        try (var all = views.store().all()) {
            all.forEachRemaining(
                    row -> rows.add(hex(row.key) + "=" + HexFormat.of().formatHex(row.value)));
        }
        return rows;
    }

    private static String hex(Bytes key) {
        return HexFormat.of().formatHex(key.get());
    }
}

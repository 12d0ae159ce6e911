package dev.kassa.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.avro.ArchiveFact;
import dev.kassa.avro.ArchiveKind;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.port.ArchiveUnavailableException;
import dev.kassa.port.Queries.ListTime;
import dev.kassa.port.Queries.PaymentFilter;
import dev.kassa.port.Snapshots.Kind;
import dev.kassa.port.Snapshots.Question;
import dev.kassa.port.Snapshots.Snapshot;
import dev.kassa.port.Snapshots.Time;
import dev.kassa.schedule.JobCount;
import dev.kassa.schedule.work.Progress;
import dev.kassa.view.ViewKeys;
import dev.kassa.view.ViewsDriver;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job, what the views do with its files, and what readers see. */
class ArchiveTest {
    @TempDir
    Path folder;

    private ViewsDriver views;
    private ArchiveHouse house;

    @BeforeEach
    void open() {
        views = new ViewsDriver(folder);
        house = new ArchiveHouse(views);
    }

    @AfterEach
    void close() {
        views.close();
    }

    private List<PaymentFact> paid(int count) {
        List<PaymentFact> paid = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            paid.add(views.log().paid("acme", "o-" + i, 1_000 + i, "EUR", 25));
        }
        return paid;
    }

    private int stored(PaymentFact payment) {
        return views.store().get(ViewKeys.payment(payment.getMerchantId(), payment.getId())).length;
    }

    private List<SpecificRecordBase> rows(Kind kind) {
        List<SpecificRecordBase> rows = new ArrayList<>();
        try (Snapshot snapshot =
                views.snapshots().open(new Question(kind, 0, null, Long.MIN_VALUE, Long.MAX_VALUE, Time.PROCESSING))) {
            snapshot.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static ArchiveFact of(List<ArchiveFact> files, ArchiveKind kind) {
        return files.stream().filter(file -> file.getKind() == kind).findFirst().orElseThrow();
    }

    @Test
    void rows_leave_the_store_and_are_read_as_before() throws Exception {
        List<PaymentFact> paid = paid(300);
        var refund = views.log().refund(paid.get(3), "r-1", 100);
        var entries = rows(Kind.ENTRIES);
        var balances = views.queries().balances("acme", null);
        var totals = views.queries().trialBalance();
        int before = stored(paid.getFirst());

        List<ArchiveFact> files = house.archive();

        assertThat(files).extracting(ArchiveFact::getRows).containsExactly(300L, 301L);
        assertThat(stored(paid.getFirst())).isLessThan(before / 2);
        assertThat(rows(Kind.PAYMENTS)).isEqualTo(paid);
        assertThat(rows(Kind.ENTRIES)).isEqualTo(entries);
        assertThat(rows(Kind.REFUNDS)).containsExactly(refund);
        assertThat(views.queries().balances("acme", null)).isEqualTo(balances);
        assertThat(views.queries().trialBalance()).isEqualTo(totals);
        assertThat(views.queries().payment("acme", paid.get(7).getId())).contains(paid.get(7));
        assertThat(views.queries().order("acme", "o-3").orElseThrow().payments())
                .containsExactly(paid.get(3));
        assertThat(views.queries()
                        .payments(
                                "acme",
                                new PaymentFilter(ListTime.PROCESSING, 0, Long.MAX_VALUE, null, null, null, 5, null))
                        .data())
                .isEqualTo(paid.subList(295, 300).reversed());
        assertThat(views.queries().entries("acme", paid.get(9).getId())).hasSize(1);
    }

    @Test
    void a_file_is_avro_that_anybody_can_read() throws Exception {
        List<PaymentFact> paid = paid(500);

        ArchiveFact file = of(house.written(), ArchiveKind.PAYMENTS);

        List<String> ids = new ArrayList<>();
        try (DataFileStream<GenericRecord> stream = new DataFileStream<>(
                new ByteArrayInputStream(views.files().bytes(file.getName())), new GenericDatumReader<>())) {
            stream.forEachRemaining(row -> ids.add(row.get("id").toString()));
        }
        assertThat(ids).isEqualTo(paid.stream().map(PaymentFact::getId).toList());
        assertThat(file.getSums().getFirst().getAmount())
                .isEqualTo(paid.stream().mapToLong(PaymentFact::getAmount).sum());
        assertThat(new ArchiveCheck(views.files()).difference(file)).isEmpty();
    }

    @Test
    void what_is_under_way_or_too_new_is_left() throws Exception {
        var open = views.log().payment("acme", "open", 100, "EUR");
        paid(3);
        List<ArchiveFact> files = house.written();
        views.log().changed(open, PaymentStatusCode.FAILED);

        assertThat(of(files, ArchiveKind.PAYMENTS).getRows()).isEqualTo(3);
        assertThat(of(house.written(), ArchiveKind.PAYMENTS).getRows()).isEqualTo(4);
    }

    @Test
    void a_row_that_was_changed_after_it_was_read_stays_in_the_store() throws Exception {
        PaymentFact payment = paid(1).getFirst();
        List<ArchiveFact> files = house.written();
        PaymentFact changed = views.log()
                .changed(PaymentFact.newBuilder(payment).setAmountRefunded(5).build(), PaymentStatusCode.SUCCEEDED);

        files.forEach(house::tell);
        views.goThroughArchive();

        assertThat(views.queries().payment("acme", payment.getId())).contains(changed);
    }

    @Test
    void a_later_change_takes_the_pointers_place_and_its_status_is_known() throws Exception {
        PaymentFact payment =
                views.log().changed(views.log().payment("acme", "o", 100, "EUR"), PaymentStatusCode.FAILED);
        house.archive();

        PaymentFact changed = views.log().changed(payment, PaymentStatusCode.SUCCEEDED);

        assertThat(views.queries().payment("acme", payment.getId())).contains(changed);
        assertThat(views.queries()
                        .payments(
                                "acme",
                                new PaymentFilter(
                                        ListTime.PROCESSING, 0, Long.MAX_VALUE, "failed", null, null, 5, null))
                        .data())
                .isEmpty();
        assertThat(views.store().get(ViewKeys.status("acme", PaymentStatusCode.FAILED, payment.getId())))
                .isNull();
    }

    @Test
    void facts_that_come_again_change_nothing_and_break_no_chain() throws Exception {
        List<PaymentFact> paid = paid(20);
        house.archive();

        views.log().comesAgainFrom(0);

        assertThat(rows(Kind.PAYMENTS)).isEqualTo(paid);
        assertThat(stored(paid.getFirst())).isLessThan(100);
        assertThat(views.queries().trialBalance().healthy()).isTrue();
    }

    @Test
    void a_restored_file_is_not_needed_any_more() throws Exception {
        List<PaymentFact> paid = paid(300);
        var entries = rows(Kind.ENTRIES);
        int before = stored(paid.getFirst());
        List<ArchiveFact> files = house.archive();

        files.stream().map(house::restored).forEach(house::tell);
        files.forEach(house::tell); // an older word that comes again
        views.goThroughArchive();
        files.forEach(file -> views.files().delete(file.getName()));

        assertThat(stored(paid.getFirst())).isEqualTo(before);
        assertThat(rows(Kind.PAYMENTS)).isEqualTo(paid);
        assertThat(rows(Kind.ENTRIES)).isEqualTo(entries);
    }

    @Test
    void a_file_that_is_not_there_is_named_and_nothing_is_missing_silently() throws Exception {
        List<PaymentFact> paid = paid(2);
        ArchiveFact file = of(house.archive(), ArchiveKind.PAYMENTS);
        views.files().delete(file.getName());

        assertThatThrownBy(() -> views.queries().payment("acme", paid.getFirst().getId()))
                .isInstanceOf(ArchiveUnavailableException.class)
                .hasMessage("The archive's file " + file.getName() + " is not there.");
        assertThatThrownBy(() -> rows(Kind.PAYMENTS)).isInstanceOf(ArchiveUnavailableException.class);
    }

    @Test
    void one_byte_that_was_changed_is_found_wherever_it_is() throws Exception {
        List<PaymentFact> paid = paid(40);
        ArchiveFact file = of(house.archive(), ArchiveKind.PAYMENTS);
        byte[] sound = views.files().bytes(file.getName());

        for (int at = 0; at < sound.length; at++) {
            views.files().put(file.getName(), sound);
            views.files().alter(file.getName(), at);
            assertThat(new ArchiveCheck(views.files()).difference(file))
                    .as("byte %d", at)
                    .isPresent();
            var fresh = views.readers();
            if (at < file.getHeaderBytes()) {
                assertThat(fresh.payment("acme", paid.getFirst().getId())).contains(paid.getFirst());
            } else {
                assertThatThrownBy(() -> fresh.payment("acme", paid.getFirst().getId()))
                        .as("byte %d", at)
                        .isInstanceOf(ArchiveUnavailableException.class)
                        .hasMessageContaining(file.getName());
            }
        }
    }

    @Test
    void a_file_that_was_altered_before_the_views_read_it_costs_no_row() throws Exception {
        List<PaymentFact> paid = paid(40);
        List<ArchiveFact> files = house.written();
        ArchiveFact file = of(files, ArchiveKind.PAYMENTS);
        views.files().alter(file.getName(), file.getHeaderBytes() + 40);

        house.tell(file);
        for (int i = 0; i < 50; i++) {
            views.stepThroughArchive();
            Thread.sleep(1);
        }

        assertThat(views.readers().payments("acme", List.of(paid.getFirst().getId())))
                .hasSize(1);
        assertThat(rows(Kind.PAYMENTS)).isEqualTo(paid);
    }

    @Test
    void an_attempt_goes_on_after_the_files_of_the_one_before_and_leaves_none_behind() throws Exception {
        paid(50);
        Progress dies = new Progress() {
            private int looks;

            @Override
            public void tell(List<JobCount> counts, String message) {}

            @Override
            public void goOn() throws InterruptedException {
                if (++looks == 7) { // the refunds are over, the entries are written, and not told of
                    throw new InterruptedException("died");
                }
            }
        };
        assertThatThrownBy(() -> house.attempt("job_archive_x", 1, dies)).hasMessage("died");
        List<String> leftBehind = views.files().names();

        List<ArchiveFact> second = house.attempt("job_archive_x", 2, new Progress() {
            @Override
            public void tell(List<JobCount> counts, String message) {}

            @Override
            public void goOn() {}
        });

        assertThat(leftBehind).hasSize(4).anyMatch(name -> name.endsWith("entries-0-1.avro"));
        assertThat(second).extracting(ArchiveFact::getKind).containsExactly(ArchiveKind.ENTRIES);
        assertThat(second.getFirst().getName()).endsWith("entries-0-2.avro");
        views.log().passes(Duration.ofDays(2));
        house.written();
        assertThat(views.files().names())
                .containsAll(leftBehind.stream()
                        .filter(name -> name.contains("payments"))
                        .toList())
                .doesNotContainAnyElementsOf(leftBehind.stream()
                        .filter(name -> name.contains("entries"))
                        .toList());
    }

    @Test
    void what_is_in_the_archive_is_not_archived_again() throws Exception {
        paid(10);
        house.archive();

        assertThat(house.written()).isEmpty();
    }
}

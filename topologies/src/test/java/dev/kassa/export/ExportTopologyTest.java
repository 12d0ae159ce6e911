package dev.kassa.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.CancelExport;
import dev.kassa.avro.CompleteExport;
import dev.kassa.avro.ExportDue;
import dev.kassa.avro.ExportFact;
import dev.kassa.avro.ExportResultFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.RequestExport;
import dev.kassa.avro.StartExport;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.stream.TopologyApproval;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTopologyTest {
    @TempDir
    private Path folder;

    private ExportDriver exports;

    @BeforeEach
    void start() {
        exports = new ExportDriver(folder);
    }

    @AfterEach
    void stop() {
        exports.close();
    }

    @Test
    void the_topology_is_the_approved_one() throws IOException {
        TopologyApproval.verify(
                ExportTopology.APPLICATION,
                ExportTopology.build(
                        new Codecs(new InMemorySchemaRegistry()), ExportLimits.SHIPPED, new ExportDriver.Desk()));
    }

    @Test
    void an_export_is_asked_for_begun_and_completed() {
        Reply reply = exports.request("acme", null, "payments");
        ExportFact asked = (ExportFact) reply.getBody();
        exports.tell("acme", new StartExport(asked.getId(), 1, "w"));
        exports.tell("acme", new CompleteExport(asked.getId(), 1, "w", result()));

        assertThat(reply.getStatus()).isEqualTo(202);
        assertThat(asked.getId()).matches("exp_[0-9a-z]{26}");
        assertThat(asked.getRequestedBy()).isEqualTo("operator");
        assertThat(exports.facts()).containsExactly("PENDING 0", "RUNNING 1", "COMPLETED 1");
        assertThat(exports.desk.told)
                .containsExactly("opened []", "changed PENDING 0", "changed RUNNING 1", "changed COMPLETED 1");
    }

    @Test
    void a_repeat_under_a_key_is_told_the_first_answer_though_the_export_has_gone_on() {
        Reply first = exports.request("acme", "k-1", "payments");
        String id = idOf(first);
        exports.tell("acme", new StartExport(id, 1, "w"));
        Reply repeat = exports.request("acme", "k-1", "payments");

        assertThat(repeat.getReplayed()).isTrue();
        assertThat(repeat.getStatus()).isEqualTo(202);
        assertThat(repeat.getBody()).isEqualTo(first.getBody());
        assertThat(exports.facts()).containsExactly("PENDING 0", "RUNNING 1");
    }

    @Test
    void a_key_that_was_used_for_another_export_is_refused() {
        exports.request("acme", "k-1", "payments");

        assertThat(exports.request("acme", "k-1", "refunds").getCode()).isEqualTo("idempotency_key_reused");
        assertThat(exports.request("other", "k-1", "refunds").getStatus()).isEqualTo(202);
    }

    @Test
    void a_refusal_is_repeated_as_it_was_also_when_there_would_be_room_by_now() {
        String first = idOf(exports.request("acme", null, "payments"));
        exports.request("acme", null, "payments");
        Reply refused = exports.request("acme", "k-1", "payments");
        exports.ask("acme", null, new CancelExport(first));
        Reply again = exports.request("acme", "k-1", "payments");

        assertThat(refused.getCode()).isEqualTo("limit_exceeded");
        assertThat(again.getCode()).isEqualTo("limit_exceeded");
        assertThat(again.getReplayed()).isTrue();
        assertThat(again.getRequestId()).isEqualTo(refused.getRequestId());
        assertThat(exports.request("acme", "k-2", "payments").getStatus()).isEqualTo(202);
    }

    @Test
    void a_key_is_held_for_a_day_and_no_longer() {
        String first = idOf(exports.request("acme", "k-1", "payments"));
        exports.passes(Duration.ofHours(23));
        assertThat(idOf(exports.request("acme", "k-1", "payments"))).isEqualTo(first);
        exports.passes(Duration.ofHours(1));

        assertThat(idOf(exports.request("acme", "k-1", "payments"))).isNotEqualTo(first);
    }

    @Test
    void limits_are_of_each_scope_and_of_a_day() {
        for (int i = 0; i < 4; i++) {
            exports.ask("acme", null, new CancelExport(idOf(exports.request("acme", null, "payments"))));
        }

        assertThat(exports.request("acme", null, "payments").getCode()).isEqualTo("limit_exceeded");
        assertThat(exports.request("other", null, "payments").getStatus()).isEqualTo(202);
        exports.passes(Duration.ofHours(25));
        assertThat(exports.request("acme", null, "payments").getStatus()).isEqualTo(202);
    }

    @Test
    void a_cancelled_export_stays_so_however_often_it_is_said() {
        String id = idOf(exports.request("acme", null, "payments"));

        Reply first = exports.ask("acme", null, new CancelExport(id));
        Reply second = exports.ask("acme", null, new CancelExport(id));

        assertThat(first.getStatus()).isEqualTo(200);
        assertThat(second.getBody()).isEqualTo(first.getBody());
        assertThat(exports.facts()).containsExactly("PENDING 0", "CANCELLED 0");
    }

    @Test
    void another_scopes_export_is_not_found() {
        String id = idOf(exports.request("acme", null, "payments"));

        assertThat(exports.ask("other", null, new CancelExport(id)).getCode()).isEqualTo("not_found");
    }

    @Test
    void an_export_of_all_merchants_is_one_of_its_own_scope() {
        Reply reply = exports.ask("*", null, new RequestExport(null, "", "journal", "pdf", null, null, true, null));

        assertThat(reply.getStatus()).isEqualTo(202);
        assertThat(((ExportFact) reply.getBody()).getMerchantId()).isNull();
    }

    @Test
    void a_file_expires_by_the_logs_time_and_the_export_is_forgotten_in_the_end() {
        String id = idOf(exports.request("acme", null, "payments"));
        exports.tell("acme", new StartExport(id, 1, "w"));
        exports.tell("acme", new CompleteExport(id, 1, "w", result()));
        exports.tell("acme", new ExportDue(id));
        exports.passes(Duration.ofHours(24));
        exports.tell("acme", new ExportDue(id));
        exports.passes(Duration.ofDays(6));
        exports.tell("acme", new ExportDue(id));

        assertThat(exports.facts()).containsExactly("PENDING 0", "RUNNING 1", "COMPLETED 1", "EXPIRED 1", "-");
        assertThat(exports.desk.told).last().isEqualTo("forgotten");
        assertThat(exports.ask("acme", null, new CancelExport(id)).getCode()).isEqualTo("not_found");
    }

    @Test
    void the_desk_is_told_when_the_partition_leaves(@TempDir Path another) {
        ExportDriver leaving = new ExportDriver(another);
        leaving.request("acme", null, "payments");
        leaving.close();

        assertThat(leaving.desk.told).containsExactly("opened []", "changed PENDING 0", "closed");
    }

    @Test
    void what_cannot_be_read_is_put_aside_and_the_next_is_done() {
        exports.pipe("acme", new byte[] {1, 2, 3});
        exports.tell("acme", new RequestExport("acme", "", "dreams", "csv", null, null, true, null));
        exports.tell("acme", new RequestExport("acme", "", "trends", "csv", null, null, true, null));
        exports.tell("acme", new RequestExport("acme", "", "payments", "doc", null, null, true, null));
        exports.tell("acme", new RequestExport("other", "", "payments", "csv", null, null, true, null));
        exports.request("acme", null, "payments");

        assertThat(exports.deadLetters()).hasSize(5);
        assertThat(exports.facts()).containsExactly("PENDING 0");
    }

    private static String idOf(Reply reply) {
        assertThat(reply.getBody()).as(String.valueOf(reply.getDetail())).isInstanceOf(ExportFact.class);
        return ((ExportFact) reply.getBody()).getId();
    }

    private static ExportResultFact result() {
        return new ExportResultFact(3L, List.of(), "ab", 10L, "0:3", "file", "text/csv");
    }
}

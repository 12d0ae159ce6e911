package dev.kassa.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.avro.LedgerCheckFact;
import dev.kassa.avro.NoticeFact;
import dev.kassa.avro.NoticeSeverity;
import dev.kassa.avro.NoticeStatus;
import dev.kassa.filestore.FolderStore;
import dev.kassa.port.FileStore;
import dev.kassa.schedule.JobCount;
import dev.kassa.schedule.JobRun;
import dev.kassa.schedule.JobRunStatus;
import dev.kassa.schedule.JobTrigger;
import dev.kassa.schedule.job.FactOut;
import dev.kassa.schedule.job.MemoryLog;
import dev.kassa.schedule.work.JobResult;
import dev.kassa.schedule.work.Progress;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job: its checkpoint, its signed word, its notices, and what of it a death in the middle leaves. */
final class LedgerCheckTest {
    private static final CheckSeal SEAL = new CheckSeal(new byte[32]);

    private static final CheckSeal OTHER = new CheckSeal("a secret of another installation".getBytes(UTF_8));

    @TempDir
    private Path folder;

    private final MemoryLog log = new MemoryLog();
    private final PaperLedger paper = new PaperLedger(0, 5).deeds(500);
    private final MemoryLedger ledger = new MemoryLedger(paper);

    private JobResult run(String slot, String reason, FileStore files, CheckSeal seal) throws Exception {
        long nowMs = paper.nowMs() + 3_600_000;
        JobRun run = new JobRun(
                "job_ledger-check_" + slot,
                "ledger-check",
                nowMs,
                null,
                JobTrigger.MANUAL,
                "operator",
                reason,
                0,
                JobRunStatus.RUNNING,
                1,
                "w",
                0,
                null,
                1,
                List.of(),
                List.of(),
                "",
                "",
                false,
                nowMs,
                null,
                nowMs);
        InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(nowMs));
        return new LedgerCheck(ledger, log, log, files, seal, clock).run(run, new Progress() {
            @Override
            public void tell(List<JobCount> counts, String message) {}

            @Override
            public void goOn() {}
        });
    }

    private LedgerCheckFact check(String slot, String reason) throws Exception {
        run(slot, reason, new FolderStore(folder), SEAL);
        return log.of(Topics.LEDGER_CHECKS).getLast();
    }

    private List<NoticeFact> notices() {
        return log.of(Topics.NOTICES);
    }

    private Path file() {
        return folder.resolve(CheckpointFile.NAME);
    }

    @Test
    void each_check_goes_on_where_the_last_one_ended() throws Exception {
        LedgerCheckFact first = check("1", "");
        long before = paper.entries.size();
        paper.deeds(200);
        LedgerCheckFact second = check("2", "");

        assertThat(first.getBegunFrom()).isEqualTo("none");
        assertThat(second.getBegunFrom()).isEqualTo("checkpoint");
        assertThat(second.getEntries()).isEqualTo(paper.entries.size() - before).isPositive();
        assertThat(second.getEntriesTotal()).isEqualTo(paper.entries.size());
        assertThat(second.getPartitions().getFirst().getFromSequence()).isEqualTo(before);
        assertThat(second.getViolations()).isZero();
        assertThat(second.getId()).isEqualTo("chk_2");
        assertThat(notices()).isEmpty();
    }

    @Test
    void a_reason_that_begins_with_whole_checks_everything() throws Exception {
        check("1", "");
        LedgerCheckFact whole = check("2", "whole: the disk was changed");

        assertThat(whole.getBegunFrom()).isEqualTo("asked");
        assertThat(whole.getEntries()).isEqualTo(paper.entries.size());
    }

    @Test
    void the_result_is_signed_and_any_change_of_it_shows() throws Exception {
        LedgerCheckFact fact = check("1", "");

        assertThat(SEAL.isSigned(fact)).isTrue();
        assertThat(OTHER.isSigned(fact)).as("with another key").isFalse();
        fact.setEntries(fact.getEntries() + 1);
        assertThat(SEAL.isSigned(fact)).isFalse();
    }

    @Test
    void what_was_altered_behind_the_checkpoint_is_found_where_the_chain_goes_on_and_in_a_whole_check()
            throws Exception {
        check("1", "");
        paper.entries.get(10).setOccurredAtMs(5);
        paper.rehash();
        paper.deeds(5);
        paper.rehash();
        LedgerCheckFact next = check("2", "");
        paper.entries.get(10).setOccurredAtMs(6);
        LedgerCheckFact whole = check("3", "whole");

        assertThat(next.getShown())
                .singleElement()
                .satisfies(
                        each -> assertThat(each.getText()).contains("does not name the hash of the entry before it"));
        assertThat(whole.getShown())
                .singleElement()
                .satisfies(each -> assertThat(each.getText()).contains("altered"));
    }

    @Test
    void a_violation_is_a_critical_notice_until_a_check_of_everything_finds_none() throws Exception {
        long occurredAtMs = paper.entries.get(10).getOccurredAtMs();
        paper.entries.get(10).setOccurredAtMs(5);
        check("1", "");
        LedgerCheckFact unaware = check("2", "");
        assertThat(notices()).singleElement().satisfies(notice -> {
            assertThat(notice.getId()).isEqualTo("ledger_violation:ledger");
            assertThat(notice.getSeverity()).isEqualTo(NoticeSeverity.CRITICAL);
            assertThat(notice.getStatus()).isEqualTo(NoticeStatus.OPEN);
            assertThat(notice.getText()).contains("entry 11", "hash", "chk_1");
        });
        paper.entries.get(10).setOccurredAtMs(occurredAtMs);
        check("3", "whole");

        assertThat(unaware.getViolations()).isZero();
        assertThat(unaware.getViolationsTotal()).isEqualTo(1);
        assertThat(notices().getLast().getStatus()).isEqualTo(NoticeStatus.RESOLVED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 64, 200, 1_000})
    void a_checkpoint_that_was_cut_off_is_not_believed(int bytes) throws Exception {
        check("1", "");
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(whole, Math.min(bytes, whole.length - 1)));

        assertThat(check("2", "").getBegunFrom()).isEqualTo("damaged");
        assertThat(check("3", "").getBegunFrom()).isEqualTo("checkpoint");
    }

    @Test
    void a_checkpoint_with_one_bit_turned_is_not_believed_wherever_it_is() throws Exception {
        check("1", "");
        byte[] whole = Files.readAllBytes(file());
        for (int at = 0; at < whole.length; at += Math.max(1, whole.length / 40)) {
            byte[] turned = whole.clone();
            turned[at] ^= 4;
            Files.write(file(), turned);
            assertThat(check("2", "").getBegunFrom()).as("byte " + at).isIn("damaged", "unsigned");
        }
    }

    @Test
    void a_checkpoint_of_another_installation_is_not_believed() throws Exception {
        run("1", "", new FolderStore(folder), OTHER);

        assertThat(check("2", "").getBegunFrom()).isEqualTo("unsigned");
    }

    @Test
    void a_checkpoint_of_a_longer_log_is_not_believed() throws Exception {
        check("1", "");
        paper.entries.subList(20, paper.entries.size()).clear();
        paper.cuts.clear();
        paper.settlements.clear();

        LedgerCheckFact fact = check("2", "");

        assertThat(fact.getBegunFrom()).isEqualTo("foreign");
        assertThat(fact.getEntries()).isEqualTo(20);
    }

    /** Dies when it has written so many bytes of a file, or at the moment of publishing it. */
    private record Mortal(FileStore alive, int bytesMax) implements FileStore {
        @Override
        public Draft create(String name) throws IOException {
            Draft draft = alive.create(name);
            return new Draft() {
                private int written;

                @Override
                public void write(int b) throws IOException {
                    if (++written > bytesMax) {
                        throw new IOException("died");
                    }
                    draft.write(b);
                }

                @Override
                public void publish() throws IOException {
                    throw new IOException("died");
                }

                // Who is killed tidies nothing up: the draft stays.
                @Override
                public void close() {}
            };
        }

        @Override
        public Optional<Content> open(String name) throws IOException {
            return alive.open(name);
        }

        @Override
        public Optional<Content> open(String name, long from, long length) throws IOException {
            return alive.open(name, from, length);
        }

        @Override
        public boolean delete(String name) throws IOException {
            return alive.delete(name);
        }

        @Override
        public List<Entry> list(String prefix) throws IOException {
            return alive.list(prefix);
        }

        @Override
        public int sweepDrafts(Instant before) throws IOException {
            return alive.sweepDrafts(before);
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 700, Integer.MAX_VALUE})
    void killed_while_the_checkpoint_is_written_the_old_one_stays_and_the_same_is_proved_again(int bytes)
            throws Exception {
        check("1", "");
        byte[] old = Files.readAllBytes(file());
        paper.entries.get(paper.entries.size() - 2).setOccurredAtMs(5);
        paper.deeds(100);
        paper.entries.getLast().setOccurredAtMs(5);
        assertThatThrownBy(() -> run("2", "", new Mortal(new FolderStore(folder), bytes), SEAL))
                .hasMessage("died");
        LedgerCheckFact dead = log.of(Topics.LEDGER_CHECKS).getLast();
        assertThat(Files.readAllBytes(file())).isEqualTo(old);

        LedgerCheckFact again = check("2", "");

        assertThat(again).isEqualTo(dead);
        assertThat(again.getViolations()).isEqualTo(1);
        assertThat(log.written.stream().filter("chk_2"::equals))
                .as("under one id")
                .hasSize(2);
        assertThat(notices()).as("said once").hasSize(1);
        try (InputStream stream = new FolderStore(folder).open(CheckpointFile.NAME).orElseThrow().stream()) {
            assertThat(stream.readAllBytes()).isNotEqualTo(old);
        }
    }

    @Test
    void where_the_log_does_not_take_the_result_the_checkpoint_stays() throws Exception {
        check("1", "");
        byte[] old = Files.readAllBytes(file());
        paper.deeds(100);
        FactOut away = new FactOut() {
            @Override
            public <T extends SpecificRecordBase> void write(Topic<T> topic, String key, T fact) throws IOException {
                throw new IOException("the log is away");
            }

            @Override
            public <T extends SpecificRecordBase> void write(Topic<T> topic, int partition, String key, T fact)
                    throws IOException {
                write(topic, key, fact);
            }

            @Override
            public void forget(Topic<?> topic, String key) {}

            @Override
            public void close() {}
        };
        LedgerCheck job = new LedgerCheck(ledger, log, away, new FolderStore(folder), SEAL, InstantSource.system());

        assertThatThrownBy(() -> job.run(
                        new JobRun(
                                "job_ledger-check_2",
                                "ledger-check",
                                1,
                                null,
                                JobTrigger.SCHEDULE,
                                "schedule",
                                "",
                                0,
                                JobRunStatus.RUNNING,
                                1,
                                "w",
                                0,
                                null,
                                1,
                                List.of(),
                                List.of(),
                                "",
                                "",
                                false,
                                1L,
                                null,
                                1),
                        new Progress() {
                            @Override
                            public void tell(List<JobCount> counts, String message) {}

                            @Override
                            public void goOn() {}
                        }))
                .hasMessage("the log is away");
        assertThat(Files.readAllBytes(file())).isEqualTo(old);
    }
}

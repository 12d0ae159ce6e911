package dev.kassa.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.AuditRecord;
import dev.kassa.edge.audit.AuditLog;
import dev.kassa.edge.audit.AuditTrail.Entry;
import dev.kassa.edge.audit.AuditTrail.Filter;
import dev.kassa.edge.audit.AuditTrail.Page;
import dev.kassa.edge.audit.Deed;
import dev.kassa.edge.audit.KafkaAuditLog;
import dev.kassa.edge.audit.KafkaAuditTrail;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The audit log on a real broker, written by one process after another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditOnKafkaTest {
    private static final int DEEDS = 2_500;

    private TestBroker broker;
    private KafkaAuditTrail trail;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        broker = new TestBroker(folder);
        trail = new KafkaAuditTrail(Facts.CODECS, Map.of("bootstrap.servers", broker.bootstrap()));
        try (AuditLog log = log()) {
            for (int i = 0; i < DEEDS; i++) {
                log.add(deed("acme", "o-" + i));
            }
        }
        try (AuditLog log = log()) {
            log.add(deed("other", "o-last"));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> read(1, null).data().size() == 1);
    }

    @AfterAll
    void stop() {
        trail.close();
        broker.close();
    }

    private AuditLog log() {
        return new KafkaAuditLog(Facts.CODECS, Map.of("bootstrap.servers", broker.bootstrap()), Clock.systemUTC());
    }

    private static Deed deed(String merchant, String subject) {
        return new Deed("r", "operator", "payment.create", subject, merchant, "127.0.0.1", 201, null, 1, 2, null, "c");
    }

    private Page read(int limit, @Nullable Long before) {
        return trail.page(new Filter(null, null, null, 0, Long.MAX_VALUE, limit, before));
    }

    @Test
    void aChainGoesFromItsBeginToItsEndAndTheNextNamesItsLastHash() {
        List<AuditRecord> records = new ArrayList<>();
        Long before = null;
        do {
            Page page = read(500, before);
            page.data().stream().map(Entry::record).forEach(records::add);
            before = page.next();
        } while (before != null);
        List<AuditRecord> oldestFirst = records.reversed();

        assertThat(oldestFirst).hasSize(DEEDS + 5);
        assertThat(oldestFirst).first().extracting(AuditRecord::getAction).isEqualTo("audit.begin");
        AuditRecord end = oldestFirst.get(DEEDS + 1);
        AuditRecord begin = oldestFirst.get(DEEDS + 2);
        assertThat(end.getAction()).isEqualTo("audit.end");
        assertThat(end.getSequence()).isEqualTo(DEEDS + 2);
        assertThat(begin.getAction()).isEqualTo("audit.begin");
        assertThat(begin.getChainId()).isNotEqualTo(end.getChainId());
        assertThat(begin.getPreviousHash()).isEqualTo(end.getHash());
    }

    @Test
    void theTrailIsFilteredNewestFirst() {
        Page others = trail.page(new Filter("operator", null, "other", 0, Long.MAX_VALUE, 10, null));
        Page acmes = trail.page(new Filter(null, "payment.create", "acme", 0, Long.MAX_VALUE, 2, null));
        Page future = trail.page(new Filter(null, null, null, Long.MAX_VALUE - 1, Long.MAX_VALUE, 2, null));
        Page past = trail.page(new Filter(null, null, null, 0, 1, 2, null));

        assertThat(subjects(others)).containsExactly("o-last");
        assertThat(subjects(acmes)).containsExactly("o-2499", "o-2498");
        assertThat(future.data()).isEmpty();
        assertThat(past.data()).isEmpty();
    }

    private static List<String> subjects(Page page) {
        return page.data().stream().map(entry -> entry.record().getSubject()).toList();
    }
}

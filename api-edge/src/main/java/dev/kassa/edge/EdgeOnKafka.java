package dev.kassa.edge;

import dev.kassa.avro.ExportFact;
import dev.kassa.avro.JobFact;
import dev.kassa.avro.JobRunFact;
import dev.kassa.avro.KeyUse;
import dev.kassa.avro.LedgerCheckFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.NoticeFact;
import dev.kassa.avro.ReferenceApplied;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.edge.access.Caller;
import dev.kassa.edge.access.KafkaSignatureBook;
import dev.kassa.edge.access.KeyUseTeller;
import dev.kassa.edge.access.KeyUses;
import dev.kassa.edge.access.Merchants;
import dev.kassa.edge.access.SignatureBook;
import dev.kassa.edge.access.Signatures;
import dev.kassa.edge.access.UsedSignatures;
import dev.kassa.edge.audit.KafkaAuditLog;
import dev.kassa.edge.audit.KafkaAuditTrail;
import dev.kassa.edge.command.KafkaCommandGateway;
import dev.kassa.edge.command.TopicReader;
import dev.kassa.edge.command.TopicWriter;
import dev.kassa.edge.export.Exports;
import dev.kassa.edge.job.CheckBoard;
import dev.kassa.edge.job.JobBoard;
import dev.kassa.edge.live.KafkaTail;
import dev.kassa.edge.reference.KafkaReferenceHistory;
import dev.kassa.edge.reference.ReferenceTable;
import dev.kassa.edge.timeline.KafkaTimeline;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;

/** Puts an edge on Kafka: its gateway, its tables, its audit, and what it tells other edges. Used once. */
final class EdgeOnKafka {
    private final Codecs codecs;
    private final Map<String, Object> clients;
    private final List<TopicReader<?>> readers = new ArrayList<>();

    private EdgeOnKafka(EdgeSettings settings, Codecs codecs) {
        this.codecs = codecs;
        this.clients = new HashMap<>(settings.clientProperties());
        clients.put("bootstrap.servers", settings.bootstrapServers());
    }

    /** Everything, being read already. */
    static EdgeServer.Parts parts(EdgeSettings settings, Codecs codecs, EdgeServer.Surroundings surroundings) {
        return new EdgeOnKafka(settings, codecs).parts(surroundings);
    }

    private EdgeServer.Parts parts(EdgeServer.Surroundings surroundings) {
        Clock clock = Clock.systemUTC();
        Merchants merchants = new Merchants();
        ReferenceTable references = new ReferenceTable();
        Exports exports = new Exports();
        JobBoard jobs = new JobBoard();
        CheckBoard checks = new CheckBoard();
        KeyUses keyUses = new KeyUses(clock);
        TopicReader<MerchantFact> merchantReader = table(Topics.MERCHANTS, merchants::applyRead);
        TopicReader<ReferenceFact> referenceReader = table(Topics.REFERENCE, references::apply);
        TopicReader<ReferenceApplied> _ = table(Topics.REFERENCE_APPLIED, references::applied);
        TopicReader<ExportFact> exportReader = table(Topics.EXPORTS, exports::apply);
        TopicReader<KeyUse> keyUseReader = table(Topics.KEY_USAGE, keyUses::apply);
        TopicReader<JobFact> _ = table(Topics.JOBS, jobs::apply);
        TopicReader<JobRunFact> _ = table(Topics.JOB_RUNS, jobs::apply);
        TopicReader<NoticeFact> _ = table(Topics.NOTICES, jobs::apply);
        TopicReader<LedgerCheckFact> _ = table(Topics.LEDGER_CHECKS, checks::apply);
        SignatureBook signatures = new KafkaSignatureBook(
                new UsedSignatures(Signatures.WINDOW_SECONDS, Signatures.REMEMBERED_MAX), clock, codecs, clients);
        BooleanSupplier caughtUp = () -> readers.stream().allMatch(TopicReader::ready) && signatures.ready();
        PlatformKeys platformKeys = new PlatformKeys(references);
        KeyUseTeller teller = new KeyUseTeller(
                keyUses,
                new TopicWriter<>(Topics.KEY_USAGE, codecs, clients),
                keyId -> platformKeys.isActor(Caller.KEY_ACTOR + keyId, merchants),
                caughtUp,
                KeyUseTeller.EVERY);
        return new EdgeServer.Parts(
                new KafkaCommandGateway(codecs, clients),
                surroundings,
                merchants,
                merchantReader::age,
                references,
                referenceReader::age,
                new KafkaReferenceHistory(codecs, clients),
                exports,
                exportReader::age,
                caughtUp,
                new KafkaAuditLog(codecs, clients, clock),
                new KafkaAuditTrail(codecs, clients),
                jobs,
                checks,
                keyUses,
                keyUseReader::age,
                signatures,
                new KafkaTimeline(codecs, clients),
                new KafkaTail(codecs, clients),
                () -> {
                    teller.close();
                    signatures.close();
                    readers.forEach(TopicReader::close);
                });
    }

    private <T extends SpecificRecordBase> TopicReader<T> table(Topic<T> topic, Consumer<T> each) {
        TopicReader<T> reader = new TopicReader<>(topic, codecs, clients, TopicReader.From.BEGINNING, each);
        readers.add(reader);
        reader.start();
        return reader;
    }
}

package dev.kassa.settlement.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.Command;
import dev.kassa.avro.CreateSettlement;
import dev.kassa.avro.DeadLetter;
import dev.kassa.avro.DrawUpSettlement;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.JobEnvelope;
import dev.kassa.avro.JobReport;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.SettingBody;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementHour;
import dev.kassa.avro.SettlementRun;
import dev.kassa.avro.SettlementTermsFact;
import dev.kassa.reference.MoneySetting;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/** The settlement application over the test driver, in the words of the domain. What it wrote is read once. */
final class SettlementDriver implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final SettlementTally tally = new SettlementTally();
    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
    private final TopologyTestDriver driver;
    private final List<Object> toCore = new ArrayList<>();
    private final List<Object> toSchedule = new ArrayList<>();

    SettlementDriver(Path stateDir) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, SettlementTopology.APPLICATION);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        driver = new TopologyTestDriver(SettlementTopology.build(codecs, tally), config, NOW);
    }

    void merchant(String id, String timezone) {
        merchant(id, timezone, null, null);
    }

    void merchant(String id, String timezone, @Nullable String cycle, @Nullable String cutOff) {
        pipe(Topics.MERCHANTS, fact(id, timezone, cycle, cutOff));
    }

    static MerchantFact fact(String id, String timezone, @Nullable String cycle, @Nullable String cutOff) {
        return MerchantFact.newBuilder()
                .setId(id)
                .setName(id)
                .setCountry("ZZ")
                .setTimezone(timezone)
                .setCurrencies(List.of(Ledger.EUR))
                .setTier("business")
                .setSettlement(new SettlementTermsFact(cycle, cutOff, null, null, null, null, null, null))
                .setCreatedAtMs(0)
                .setUpdatedAtMs(0)
                .setPartition(0)
                .setSequence(1)
                .setCommandOffset(0)
                .build();
    }

    void grace(long minutes) {
        String name = MoneySetting.SETTLEMENT_GRACE.setting();
        ReferenceFact fact =
                new ReferenceFact("setting", name, 1L, new SettingBody(Long.toString(minutes)), "test", 0L, null, 0L);
        pipe(
                Topics.REFERENCE.name(),
                "setting/" + name,
                codecs.of(Topics.REFERENCE).encode(fact));
    }

    void reads(EntryFact entry) {
        pipe(Topics.JOURNAL, entry);
    }

    void reads(Iterable<EntryFact> entries) {
        entries.forEach(this::reads);
    }

    void reads(SettlementCut cut) {
        pipe(Topics.SETTLEMENT_CUTS, cut);
    }

    static SettlementCut cut(@Nullable String settlementId, String merchantId, String from, String to, long sequence) {
        return cut(settlementId, merchantId, LocalDate.parse(from), LocalDate.parse(to), sequence, null);
    }

    static SettlementCut cut(
            @Nullable String settlementId,
            String merchantId,
            LocalDate from,
            LocalDate to,
            long sequence,
            @Nullable String runId) {
        return new SettlementCut(
                settlementId,
                merchantId,
                Ledger.EUR,
                Math.toIntExact(from.toEpochDay()),
                Math.toIntExact(to.toEpochDay()),
                sequence,
                runId,
                0L,
                sequence);
    }

    void runs(String runId, String dueAt, @Nullable String timezone) {
        pipe(
                Topics.SETTLEMENT_RUNS,
                new SettlementRun(runId, Instant.parse(dueAt).toEpochMilli(), timezone));
    }

    /** The core cuts what it was asked for, up to the last entry of the ledger, each as a settlement of one date. */
    List<CreateSettlement> cutsAll(Ledger ledger) {
        List<CreateSettlement> asked = asked();
        asked.forEach(each -> cuts(each, ledger));
        return asked;
    }

    /** The core cuts one date, up to the last entry of the ledger. */
    void cuts(CreateSettlement asked, Ledger ledger) {
        LocalDate date = LocalDate.ofEpochDay(asked.getBusinessDate());
        String id = "stl of " + asked.getMerchantId() + " " + date;
        reads(cut(id, asked.getMerchantId(), date, date, ledger.last(), asked.getRunId()));
    }

    void passes(Duration time) {
        driver.advanceWallClockTime(time);
    }

    private <T extends SpecificRecordBase> void pipe(Topic<T> topic, T value) {
        pipe(topic.name(), "key", codecs.of(topic).encode(value));
    }

    void pipe(String topic, String key, byte @Nullable [] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key.getBytes(UTF_8), value, NOW);
    }

    List<DrawUpSettlement> drawnUp() {
        return taken(toCore, DrawUpSettlement.class);
    }

    List<CreateSettlement> asked() {
        return taken(toCore, CreateSettlement.class);
    }

    /** What was reported of runs, as: run, settlements, entries. */
    List<String> reports() {
        return taken(toSchedule, JobReport.class).stream()
                .map(report -> "%s %d %d"
                        .formatted(
                                report.getRunId(),
                                report.getCounts().get(0).getValue(),
                                report.getCounts().get(1).getValue()))
                .toList();
    }

    List<String> hours() {
        return taken(toSchedule, SettlementHour.class).stream()
                .map(hour -> hour.getTimezone() + " " + hour.getLocalTime())
                .toList();
    }

    /** The topics of what was put aside. */
    List<String> deadLetters() {
        return read(Topics.DEAD_LETTERS).stream().map(DeadLetter::getTopic).toList();
    }

    private <B> List<B> taken(List<Object> all, Class<B> which) {
        read(Topics.COMMANDS).stream().map(Command::getBody).forEach(toCore::add);
        read(Topics.JOB_COMMANDS).stream().map(JobEnvelope::getBody).forEach(toSchedule::add);
        List<B> taken = all.stream().filter(which::isInstance).map(which::cast).toList();
        all.removeIf(which::isInstance);
        return taken;
    }

    private <T extends SpecificRecordBase> List<T> read(Topic<T> topic) {
        AvroCodec<T> codec = codecs.of(topic);
        var bytes = new ByteArrayDeserializer();
        return driver.createOutputTopic(topic.name(), bytes, bytes).readValuesToList().stream()
                .map(codec::decode)
                .toList();
    }

    @Override
    public void close() {
        driver.close();
    }
}

package dev.kassa.core;

import dev.kassa.avro.ChannelResult;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.CreateRefund;
import dev.kassa.avro.CreateSettlement;
import dev.kassa.avro.DecideSettlement;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.JobEnvelope;
import dev.kassa.avro.Reply;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementDecision;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementRun;
import dev.kassa.avro.SettlementTermsFact;
import dev.kassa.avro.UpdateMerchant;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import dev.kassa.settlement.window.SettlementTally;
import dev.kassa.settlement.window.SettlementTopology;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/** The core and the settlement application beside each other: what one writes, the other reads. */
final class SettlingHouse implements AutoCloseable {
    static final String SHOP = "shop-2";

    final CoreDriver core = new CoreDriver();
    private final TopologyTestDriver settling;
    private final Map<String, Integer> passed = new HashMap<>();
    private final List<SettlementFact> settlements = new ArrayList<>();
    private final List<SettlementCut> cuts = new ArrayList<>();
    private final List<EntryFact> entries = new ArrayList<>();
    private final List<JobEnvelope> told = new ArrayList<>();

    SettlingHouse() {
        settling = new TopologyTestDriver(
                SettlementTopology.build(core.codecs(), new SettlementTally()), new Properties(), core.now());
    }

    /** Onboards {@link #SHOP}. */
    void onboards(String tier, String country, String timezone) {
        core.send(
                SHOP,
                null,
                ReplyWhen.CONCLUDED,
                new CreateMerchant(
                        SHOP,
                        "Another shop",
                        country,
                        timezone,
                        List.of("EUR", "GBP"),
                        tier,
                        "k2",
                        ByteBuffer.wrap(new byte[32]),
                        "active"));
        core.replies();
    }

    void terms(SettlementTermsFact terms) {
        core.send(
                SHOP,
                null,
                ReplyWhen.CONCLUDED,
                new UpdateMerchant(SHOP, null, null, null, null, null, null, null, null, null, terms));
    }

    /** A payment in GBP that succeeds. */
    void pays(String orderNo, long amount, String occurredAt) {
        core.send(
                SHOP,
                null,
                ReplyWhen.CONCLUDED,
                new CreatePayment(
                        SHOP,
                        orderNo,
                        amount,
                        "GBP",
                        null,
                        dev.kassa.avro.CaptureMode.AUTOMATIC,
                        "tok_ok",
                        null,
                        null,
                        List.of(),
                        Instant.parse(occurredAt).toEpochMilli()));
        core.approvesAll();
        core.replies();
    }

    /** A refund that succeeds. */
    void refunds(String orderNo, String refundNo, long amount, String occurredAt) {
        asksRefund(orderNo, refundNo, amount, occurredAt);
        core.approvesAll();
        core.replies();
    }

    void asksRefund(String orderNo, String refundNo, long amount, String occurredAt) {
        core.send(
                SHOP,
                null,
                ReplyWhen.CONCLUDED,
                new CreateRefund(
                        SHOP,
                        orderNo,
                        null,
                        refundNo,
                        amount,
                        null,
                        Instant.parse(occurredAt).toEpochMilli()));
    }

    /** The channel answers every call that waits. */
    void answers(ChannelResult result) {
        core.calls().forEach(call -> core.answers(call, result));
    }

    String asksToSettle(String date) {
        return asksToSettle(date, null);
    }

    String asksToSettle(String date, @Nullable String key) {
        return core.send(SHOP, key, ReplyWhen.CONCLUDED, new CreateSettlement(SHOP, "GBP", days(date), null));
    }

    /** Settles a date, and gives the answer. */
    Reply settles(String date) {
        asksToSettle(date);
        flows();
        return core.reply();
    }

    /** Settles a date that has something to settle. */
    SettlementFact settled(String date) {
        return (SettlementFact) settles(date).getBody();
    }

    Reply decides(String settlementId, SettlementDecision decision) {
        core.send(SHOP, null, ReplyWhen.CONCLUDED, new DecideSettlement(SHOP, settlementId, decision, "because"));
        flows();
        return core.reply();
    }

    void runs(String runId, String dueAt, @Nullable String timezone) {
        flows();
        pipe(
                Topics.SETTLEMENT_RUNS,
                core.codecs()
                        .of(Topics.SETTLEMENT_RUNS)
                        .encode(new SettlementRun(runId, Instant.parse(dueAt).toEpochMilli(), timezone)));
        flows();
    }

    /** Carries records over until nothing is written any more. */
    void flows() {
        boolean moved = true;
        while (moved) {
            moved = carry(Topics.MERCHANTS) | carry(Topics.JOURNAL) | carry(Topics.SETTLEMENT_CUTS);
            for (byte[] command : out(Topics.COMMANDS)) {
                core.sendRaw(SHOP, command);
                moved = true;
            }
            AvroCodec<JobEnvelope> jobs = core.codecs().of(Topics.JOB_COMMANDS);
            out(Topics.JOB_COMMANDS).forEach(bytes -> told.add(jobs.decode(bytes)));
            settlements.addAll(core.read(Topics.SETTLEMENTS));
        }
    }

    private boolean carry(Topic<?> topic) {
        List<byte[]> written = core.written(topic);
        for (byte[] value : written) {
            keep(topic, value);
            pipe(topic, value);
        }
        return !written.isEmpty();
    }

    private void keep(Topic<?> topic, byte[] value) {
        passed.merge(topic.name(), 1, Integer::sum);
        if (topic == Topics.JOURNAL) {
            entries.add(core.codecs().of(Topics.JOURNAL).decode(value));
        } else if (topic == Topics.SETTLEMENT_CUTS) {
            cuts.add(core.codecs().of(Topics.SETTLEMENT_CUTS).decode(value));
        }
    }

    private void pipe(Topic<?> topic, byte[] value) {
        settling.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(SHOP, value, core.now());
    }

    private List<byte[]> out(Topic<?> topic) {
        return settling.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
                .readValuesToList();
    }

    /** Every settlement fact so far. */
    List<SettlementFact> settlements() {
        return settlements;
    }

    List<SettlementCut> cuts() {
        return cuts;
    }

    List<EntryFact> entries() {
        return entries;
    }

    List<JobEnvelope> told() {
        return told;
    }

    static int days(String date) {
        return Math.toIntExact(LocalDate.parse(date).toEpochDay());
    }

    /** A command as the settlement application writes it, for replays. */
    Command command(byte[] bytes) {
        return core.codecs().of(Topics.COMMANDS).decode(bytes);
    }

    @Override
    public void close() {
        settling.close();
        core.close();
    }
}

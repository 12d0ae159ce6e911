package dev.kassa.core;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.CapturePayment;
import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.ChannelResult;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.CreateRefund;
import dev.kassa.avro.DeadLetter;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.Geo;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.Tick;
import dev.kassa.avro.VoidPayment;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/** Speaks to the core's topology in the words of the domain. The clock stands still unless it is told to move. */
final class CoreDriver implements AutoCloseable {
    static final String MERCHANT = "shop";
    private static final CoreSettings SETTINGS =
            new CoreSettings(1, Set.of("simulator"), "simulator", Duration.ofHours(24));

    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> commands;
    private final AvroCodec<Command> commandCodec = codecs.of(Topics.COMMANDS);
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private int sent;

    /** What was counted of risk. */
    final RiskCounts counted = new RiskCounts();

    /** Who sends the next command. */
    String actor = "test";

    /** What GeoIP says of the next command's customer. */
    @Nullable
    Geo geo;

    CoreDriver() {
        driver = new TopologyTestDriver(CoreTopology.build(codecs, SETTINGS, counted), new Properties(), now);
        commands = driver.createInputTopic(Topics.COMMANDS.name(), new StringSerializer(), new ByteArraySerializer());
        merchant(MERCHANT, "business", List.of("EUR", "JPY"));
    }

    void merchant(String id, String tier, List<String> currencies) {
        send(
                id,
                null,
                ReplyWhen.CONCLUDED,
                new CreateMerchant(
                        id,
                        "A shop",
                        "DE",
                        "Europe/Berlin",
                        currencies,
                        tier,
                        "k1",
                        ByteBuffer.wrap(new byte[32]),
                        "active"));
        replies();
    }

    /** A request of a payment; the id of its command. */
    String pays(String orderNo, long amount) {
        return pays(orderNo, amount, null, CaptureMode.AUTOMATIC);
    }

    String pays(String orderNo, long amount, @Nullable String key, CaptureMode capture) {
        return send(MERCHANT, key, ReplyWhen.CONCLUDED, payment(orderNo, amount, capture));
    }

    static CreatePayment payment(String orderNo, long amount, CaptureMode capture) {
        return new CreatePayment(
                MERCHANT, orderNo, amount, "EUR", null, capture, "tok_ok", null, null, List.of(), null);
    }

    String refunds(String orderNo, String refundNo, @Nullable Long amount) {
        return refunds(orderNo, refundNo, amount, null);
    }

    String refunds(String orderNo, String refundNo, @Nullable Long amount, @Nullable String key) {
        return send(
                MERCHANT,
                key,
                ReplyWhen.CONCLUDED,
                new CreateRefund(MERCHANT, orderNo, null, refundNo, amount, null, null));
    }

    String captures(String paymentId, @Nullable Long amount) {
        return send(MERCHANT, null, ReplyWhen.CONCLUDED, new CapturePayment(MERCHANT, paymentId, amount));
    }

    String voids(String paymentId) {
        return send(MERCHANT, null, ReplyWhen.CONCLUDED, new VoidPayment(MERCHANT, paymentId));
    }

    /** The channel answers the call. */
    void answers(ChannelCommand call, ChannelResult result) {
        answers(call, result, result == ChannelResult.DECLINED ? "card_declined" : null);
    }

    void answers(ChannelCommand call, ChannelResult result, @Nullable String code) {
        boolean knowsIt = result == ChannelResult.APPROVED || result == ChannelResult.PENDING;
        send(
                call.getMerchantId(),
                null,
                ReplyWhen.CONCLUDED,
                new ChannelOutcome(
                        call.getMerchantId(),
                        call.getPaymentId(),
                        call.getRefundId(),
                        call.getChannel(),
                        call.getOperation(),
                        call.getAttempt(),
                        result,
                        knowsIt ? "ch_" + call.getKey() : null,
                        code,
                        null,
                        call.getAmount()));
    }

    /** Every call that waits is approved, and those that follow from it. */
    void approvesAll() {
        for (List<ChannelCommand> calls = calls(); !calls.isEmpty(); calls = calls()) {
            calls.forEach(call -> answers(call, ChannelResult.APPROVED));
        }
    }

    Instant now() {
        return now;
    }

    /** Time passes, and a tick says so. */
    void passes(Duration time) {
        now = now.plus(time);
        commands.pipeInput(
                null,
                commandCodec.encode(
                        new Command("", null, null, ReplyWhen.CONCLUDED, "schedule", null, null, new Tick())),
                now);
    }

    String send(String merchantId, @Nullable String key, ReplyWhen when, SpecificRecordBase body) {
        String id = "c" + sent++;
        commands.pipeInput(
                merchantId, commandCodec.encode(new Command(id, "r" + id, "test", when, actor, key, geo, body)), now);
        return id;
    }

    void sendPoison(byte[] bytes) {
        commands.pipeInput(MERCHANT, bytes, now);
    }

    List<ChannelCommand> calls() {
        return read(Topics.CHANNEL_COMMANDS);
    }

    ChannelCommand call() {
        List<ChannelCommand> calls = calls();
        if (calls.size() != 1) {
            throw new AssertionError("expected one call at the channel, not " + calls);
        }
        return calls.getFirst();
    }

    List<PaymentFact> payments() {
        return read(Topics.PAYMENTS);
    }

    List<RefundFact> refunds() {
        return read(Topics.REFUNDS);
    }

    List<EntryFact> entries() {
        return read(Topics.JOURNAL);
    }

    List<Reply> replies() {
        return read(Topics.REPLIES);
    }

    Reply reply() {
        List<Reply> replies = replies();
        if (replies.size() != 1) {
            throw new AssertionError("expected one reply, not " + replies);
        }
        return replies.getFirst();
    }

    List<DeadLetter> deadLetters() {
        return read(Topics.DEAD_LETTERS);
    }

    /** What was written since it was last asked for, as it stands in the log. */
    List<byte[]> written(Topic<?> topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
                .readValuesToList();
    }

    /** A command as another application wrote it. */
    void sendRaw(String key, byte[] command) {
        commands.pipeInput(key, command, now);
    }

    Codecs codecs() {
        return codecs;
    }

    <T extends SpecificRecordBase> List<T> read(Topic<T> topic) {
        TestOutputTopic<String, byte[]> out =
                driver.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer());
        AvroCodec<T> codec = codecs.of(topic);
        List<T> values = new ArrayList<>();
        out.readValuesToList().forEach(bytes -> values.add(codec.decode(bytes)));
        return values;
    }

    /** An entry as a line: {@code capture: Dr channel:simulator:receivable 1000 / Cr …}. */
    static String line(EntryFact entry) {
        StringBuilder line = new StringBuilder(entry.getKind()).append(':');
        for (LegFact leg : entry.getLegs()) {
            line.append(leg.getDebit() > 0 ? " Dr " : " Cr ")
                    .append(leg.getAccount())
                    .append(' ')
                    .append(leg.getDebit() + leg.getCredit());
        }
        return line.toString();
    }

    @Override
    public void close() {
        driver.close();
    }
}

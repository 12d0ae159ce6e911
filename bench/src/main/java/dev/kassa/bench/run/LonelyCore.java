package dev.kassa.bench.run;

import dev.kassa.avro.ApplyReference;
import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.ChannelOperation;
import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.ChannelResult;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.Customer;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.UpdateMerchant;
import dev.kassa.core.Core;
import dev.kassa.core.CoreSettings;
import dev.kassa.core.MemoryStorage;
import dev.kassa.core.Moment;
import dev.kassa.core.Outbox;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Partitions;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The core of one merchant's partition over stores in memory: no Kafka, no disk, no other thread. Not thread-safe. */
final class LonelyCore {
    static final String MERCHANT = "bench-1";
    static final int PARTITION = Partitions.of(MERCHANT, CoreSettings.EMBEDDED.partitions());
    static final long START_MS = 1_760_000_000_000L;

    /** So that as many payments fall into a window as a merchant may well have. */
    private static final long MS_PER_COMMAND = 20;

    private final boolean ruled;
    private final Core core;
    private long sunk;
    private long offset;
    private long asked;
    private long posted;

    /** @param ruled whether all rules are on */
    LonelyCore(boolean ruled) {
        this.ruled = ruled;
        Outbox outbox = new Outbox() {
            @Override
            public void send(Topic<?> topic, String key, byte[] value) {
                sunk += value.length;
                posted += topic == Topics.JOURNAL ? 1 : 0;
            }

            @Override
            public void command(int partition, byte[] command) {
                sunk += command.length;
            }
        };
        core = new Core(
                CoreSettings.EMBEDDED,
                new Codecs(new InMemorySchemaRegistry()),
                MemoryStorage.empty(),
                outbox,
                PARTITION);
        onboard();
        if (ruled) {
            turnRulesOn();
        }
    }

    /** A payment from its command to its captured entry: two commands, six records out; how many bytes there were so far. */
    long pay() {
        String orderNo = "order-" + offset;
        String id = Ids.ofMerchant(Ids.PAYMENT, MERCHANT, nowMs(), PARTITION, offset);
        Customer customer = ruled ? AllRules.customer(offset) : null;
        asked++;
        CreatePayment payment = new CreatePayment(
                MERCHANT, orderNo, 12_345L, "GBP", null, CaptureMode.AUTOMATIC, null, customer, null, List.of(), null);
        handle(payment, orderNo, "bench");
        ChannelOutcome approved = new ChannelOutcome(
                MERCHANT,
                id,
                null,
                "simulator",
                ChannelOperation.AUTHORIZE,
                1,
                ChannelResult.APPROVED,
                "ch",
                null,
                null,
                12_345L);
        handle(approved, null, null);
        return sunk;
    }

    /** A figure over payments that were refused would be a figure of something else. */
    void requireAllPaid() {
        if (posted != asked) {
            throw new IllegalStateException("of " + asked + " payments " + posted + " were captured");
        }
    }

    private void onboard() {
        handle(
                new CreateMerchant(
                        MERCHANT,
                        MERCHANT,
                        "GB",
                        "Europe/London",
                        List.of("GBP"),
                        "business",
                        "k",
                        ByteBuffer.allocate(32),
                        "active"),
                null,
                null);
    }

    private void turnRulesOn() {
        List<AllRules.Entry> entries = new ArrayList<>(AllRules.tables());
        entries.addAll(AllRules.rules(true));
        long version = 0;
        for (AllRules.Entry entry : entries) {
            ReferenceFact fact = new ReferenceFact(
                    entry.kind(), entry.key(), ++version, entry.body(), "bench", START_MS, null, version);
            handle(new ApplyReference(fact), null, null);
        }
        UpdateMerchant update = UpdateMerchant.newBuilder()
                .setMerchantId(MERCHANT)
                .setFeeSchedule(AllRules.SCHEDULE)
                .setLimits(List.of(AllRules.limits()))
                .build();
        handle(update, null, null);
    }

    private void handle(Object body, @Nullable String key, @Nullable String replyTo) {
        Command command = new Command("c" + offset, null, replyTo, ReplyWhen.CONCLUDED, "bench", key, null, body);
        core.handle(command, new Moment(PARTITION, offset, nowMs()));
        offset++;
    }

    private long nowMs() {
        return START_MS + offset * MS_PER_COMMAND;
    }
}

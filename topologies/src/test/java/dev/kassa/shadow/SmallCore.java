package dev.kassa.shadow;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.CapturePayment;
import dev.kassa.avro.ChangeReference;
import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.ChannelResult;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.Customer;
import dev.kassa.avro.FeeScheduleBody;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.RiskRuleAction;
import dev.kassa.avro.RiskRuleBody;
import dev.kassa.avro.SettingBody;
import dev.kassa.avro.UpdateMerchant;
import dev.kassa.core.Core;
import dev.kassa.core.CoreSettings;
import dev.kassa.core.MemoryStorage;
import dev.kassa.core.Moment;
import dev.kassa.core.Outbox;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** A core in memory that keeps what it wrote: what a shadow run reads, and what it is held against. */
final class SmallCore implements Outbox {
    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
    private final Core core = new Core(
            new CoreSettings(1, Set.of("simulator"), "simulator", Duration.ofHours(24)),
            codecs,
            MemoryStorage.empty(),
            this,
            0);
    private final Deque<ChannelCommand> calls = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-03-28T00:00:00Z");
    private long offset;

    final List<PaymentFact> payments = new ArrayList<>();
    final List<ReferenceFact> history = new ArrayList<>();
    final Map<String, MerchantFact> merchants = new HashMap<>();

    void merchant(String id, @Nullable String feeSchedule) {
        handle(new CreateMerchant(
                id,
                id,
                "DE",
                "Europe/Berlin",
                List.of("EUR", "JPY"),
                "business",
                "k",
                ByteBuffer.allocate(32),
                "active"));
        if (feeSchedule != null) {
            handle(UpdateMerchant.newBuilder()
                    .setMerchantId(id)
                    .setFeeSchedule(feeSchedule)
                    .build());
        }
    }

    void schedule(String id, FeeScheduleBody body) {
        handle(new ChangeReference("fee-schedule", id, null, body));
    }

    void setting(String name, String value) {
        handle(new ChangeReference("setting", name, null, new SettingBody(value)));
    }

    void rule(String name, String expression, RiskRuleAction action, boolean enabled) {
        handle(new ChangeReference("risk-rule", name, null, new RiskRuleBody(expression, action, enabled)));
    }

    void pays(String merchantId, String orderNo, long amount, String currency, boolean manual, String device) {
        handle(new CreatePayment(
                merchantId,
                orderNo,
                amount,
                currency,
                null,
                manual ? CaptureMode.MANUAL : CaptureMode.AUTOMATIC,
                "tok_ok",
                new Customer("c", null, null, device, null),
                null,
                List.of(),
                null));
    }

    void captures(PaymentFact payment, long amount) {
        handle(new CapturePayment(payment.getMerchantId(), payment.getId(), amount));
    }

    void passes(Duration time) {
        now = now.plus(time);
    }

    /** The channel answers the call that has waited longest, if there is one. */
    void answers(ChannelResult result) {
        ChannelCommand call = calls.poll();
        if (call != null) {
            handle(new ChannelOutcome(
                    call.getMerchantId(),
                    call.getPaymentId(),
                    call.getRefundId(),
                    call.getChannel(),
                    call.getOperation(),
                    call.getAttempt(),
                    result,
                    result == ChannelResult.APPROVED ? "ch" : null,
                    null,
                    null,
                    call.getAmount()));
        }
    }

    boolean isAsking() {
        return !calls.isEmpty();
    }

    private void handle(SpecificRecordBase body) {
        core.handle(
                new Command("c" + offset, null, null, ReplyWhen.CONCLUDED, "test", "k" + offset, null, body),
                new Moment(0, offset, now.toEpochMilli()));
        offset++;
    }

    @Override
    public void send(Topic<?> topic, String key, byte[] value) {
        if (topic == Topics.PAYMENTS) {
            payments.add(codecs.of(Topics.PAYMENTS).decode(value));
        } else if (topic == Topics.REFERENCE_HISTORY) {
            history.add(codecs.of(Topics.REFERENCE_HISTORY).decode(value));
        } else if (topic == Topics.CHANNEL_COMMANDS) {
            calls.add(codecs.of(Topics.CHANNEL_COMMANDS).decode(value));
        } else if (topic == Topics.MERCHANTS) {
            MerchantFact merchant = codecs.of(Topics.MERCHANTS).decode(value);
            merchants.put(merchant.getId(), merchant);
        }
    }

    @Override
    public void command(int partition, byte[] command) {
        throw new IllegalStateException("there is one partition, not " + partition);
    }
}

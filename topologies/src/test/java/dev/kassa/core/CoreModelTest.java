package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.CapturePayment;
import dev.kassa.avro.ChangeReference;
import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.ChannelResult;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.CreateRefund;
import dev.kassa.avro.Customer;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.LimitsFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.ReviewPayment;
import dev.kassa.avro.SettingBody;
import dev.kassa.avro.Tick;
import dev.kassa.avro.UpdateMerchant;
import dev.kassa.avro.VoidPayment;
import dev.kassa.ledger.EntryCodec;
import dev.kassa.ledger.HashChain;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seeded random sequences of commands, with channels that answer out of order, twice, wrongly or not at all, against a
 * plain model: what must hold after every single command, and that the same log gives the same bytes.
 */
class CoreModelTest {
    private static final int COMMANDS = 4_000;
    private static final List<String> MERCHANTS = List.of("alpha", "beta", "gamma");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_prefix_keeps_the_money_right_and_a_replay_gives_the_same_bytes(long seed) {
        Run first = new Run(seed);
        first.run(true, COMMANDS);
        Run second = new Run(seed);
        second.run(false, COMMANDS);

        assertThat(first.succeeded()).as("payments that succeeded").isGreaterThan(100);
        assertThat(first.refunds).as("refunds that were opened").isGreaterThan(50);
        assertThat(first.limited).as("payments that were taken under limits").isGreaterThan(50);
        assertThat(first.held).as("payments that were held for review").isGreaterThan(20);
        assertThat(second.written).isEqualTo(first.written);
    }

    /** What is kept in memory only, what is learnt of the stores and what is not yet, changes nothing. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void starts_in_between_give_the_same_bytes(long seed) {
        Run straight = new Run(seed);
        straight.run(false, COMMANDS);
        Run restarted = new Run(seed);
        restarted.run(false, 7 + (int) seed * 31);

        for (int i = 0; i < straight.written.size(); i++) {
            assertThat(restarted.written.get(i)).as("record %d", i).isEqualTo(straight.written.get(i));
        }
        assertThat(restarted.written).hasSameSizeAs(straight.written);
    }

    private static final class Run implements Outbox {
        private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
        private final AvroCodec<PaymentFact> paymentCodec = codecs.of(Topics.PAYMENTS);
        private final AvroCodec<RefundFact> refundCodec = codecs.of(Topics.REFUNDS);
        private final AvroCodec<EntryFact> entryCodec = codecs.of(Topics.JOURNAL);
        private final AvroCodec<ChannelCommand> callCodec = codecs.of(Topics.CHANNEL_COMMANDS);
        private final AvroCodec<MerchantFact> merchantCodec = codecs.of(Topics.MERCHANTS);
        private final Map<String, List<LimitsFact>> limits = new HashMap<>();
        private final Random random;
        private final CoreStorage storage = MemoryStorage.empty();
        private Core core;
        private final List<String> written = new ArrayList<>();
        private final List<ChannelCommand> calls = new ArrayList<>();
        private final Map<String, PaymentFact> payments = new TreeMap<>();
        private final Map<String, Long> balances = new HashMap<>();
        private final HashChain chain = new HashChain();
        private byte[] lastHash = HashChain.start();
        private long entries;
        private long paymentFacts;
        private int refunds;
        private int limited;
        private int held;
        private long offset;
        private long nowMs = 1_700_000_000_000L;

        Run(long seed) {
            random = new Random(seed);
            core = start();
        }

        private Core start() {
            return new Core(
                    new CoreSettings(1, Set.of("simulator"), "simulator", Duration.ofHours(24)),
                    codecs,
                    storage,
                    this,
                    0);
        }

        /** @param commandsPerStart how many steps until the core is made anew over its stores */
        void run(boolean checking, int commandsPerStart) {
            for (String id : MERCHANTS) {
                tell(
                        null,
                        new CreateMerchant(
                                id,
                                id,
                                "DE",
                                "Europe/Berlin",
                                List.of("EUR"),
                                "business",
                                "k",
                                ByteBuffer.wrap(new byte[32]),
                                "active"));
            }
            tell(null, new ChangeReference("setting", "risk.frequency.ip_max", null, new SettingBody("1")));
            tell(null, new ChangeReference("setting", "risk.score.frequent_ip", null, new SettingBody("60")));
            for (int i = 0; i < COMMANDS; i++) {
                if (i % commandsPerStart == commandsPerStart - 1) {
                    core.close();
                    core = start();
                }
                step();
                if (checking) {
                    check();
                }
            }
        }

        private void step() {
            nowMs += random.nextInt(50);
            switch (random.nextInt(22)) {
                case 20 -> limit();
                case 21 -> decide();
                case 0, 1, 2, 3, 4 -> pay();
                case 5, 6 -> refund();
                case 7 -> operate();
                case 8 -> tick();
                default -> answer();
            }
        }

        private void pay() {
            tell(
                    key(),
                    new CreatePayment(
                            merchant(),
                            "o-" + random.nextInt(600),
                            1L + random.nextInt(2_000_000),
                            "EUR",
                            null,
                            random.nextInt(4) == 0 ? CaptureMode.MANUAL : CaptureMode.AUTOMATIC,
                            null,
                            new Customer(
                                    "c-" + random.nextInt(40),
                                    null,
                                    "203.0.113." + random.nextInt(20),
                                    "d-" + random.nextInt(300),
                                    null),
                            null,
                            List.of(),
                            null));
        }

        /** The merchant's limits change, tight enough to be met. */
        private void limit() {
            Long daily = random.nextInt(3) == 0 ? null : Long.valueOf(random.nextInt(900_000_000));
            Long monthly = random.nextInt(3) == 0 ? null : Long.valueOf(random.nextInt(1_500_000_000));
            List<LimitsFact> limits = List.of(new LimitsFact(null, 1_900_000L, daily, monthly));
            tell(
                    null,
                    UpdateMerchant.newBuilder()
                            .setMerchantId(merchant())
                            .setLimits(limits)
                            .build());
        }

        /** A person decides on some payment, be it held for review or not. */
        private void decide() {
            if (!payments.isEmpty()) {
                List<PaymentFact> all = List.copyOf(payments.values());
                PaymentFact payment = all.get(random.nextInt(all.size()));
                tell(
                        "key:person",
                        null,
                        new ReviewPayment(payment.getMerchantId(), payment.getId(), random.nextBoolean(), "so"));
            }
        }

        private void refund() {
            Long amount = random.nextInt(5) == 0 ? null : Long.valueOf(1L + random.nextInt(1_000_000));
            tell(
                    key(),
                    new CreateRefund(
                            merchant(),
                            "o-" + random.nextInt(600),
                            null,
                            "r-" + random.nextInt(2_000),
                            amount,
                            null,
                            null));
        }

        private void operate() {
            if (payments.isEmpty()) {
                return;
            }
            List<PaymentFact> all = List.copyOf(payments.values());
            PaymentFact payment = all.get(random.nextInt(all.size()));
            SpecificRecordBase body = random.nextBoolean()
                    ? new CapturePayment(payment.getMerchantId(), payment.getId(), null)
                    : new VoidPayment(payment.getMerchantId(), payment.getId());
            tell(key(), body);
        }

        private void tick() {
            nowMs += random.nextInt(3) == 0 ? 70_000 : 500;
            tell(null, new Tick());
        }

        /** One of the last calls is answered, perhaps not for the first time. */
        private void answer() {
            if (calls.isEmpty()) {
                return;
            }
            ChannelCommand call = calls.get(calls.size() - 1 - random.nextInt(Math.min(12, calls.size())));
            int dice = random.nextInt(20);
            ChannelResult result = dice < 13
                    ? ChannelResult.APPROVED
                    : ChannelResult.values()[random.nextInt(ChannelResult.values().length)];
            tell(
                    null,
                    new ChannelOutcome(
                            call.getMerchantId(),
                            call.getPaymentId(),
                            call.getRefundId(),
                            call.getChannel(),
                            call.getOperation(),
                            random.nextInt(10) == 0 ? 0 : call.getAttempt(),
                            result,
                            "ch",
                            null,
                            null,
                            call.getAmount()));
        }

        private String merchant() {
            return MERCHANTS.get(random.nextInt(MERCHANTS.size()));
        }

        private @Nullable String key() {
            return random.nextInt(3) == 0 ? "key-" + random.nextInt(1_000) : null;
        }

        private void tell(@Nullable String key, SpecificRecordBase body) {
            tell("model", key, body);
        }

        private void tell(String actor, @Nullable String key, SpecificRecordBase body) {
            String id = "c" + offset;
            core.handle(
                    new Command(id, id, "model", ReplyWhen.CONCLUDED, actor, key, null, body),
                    new Moment(0, offset++, nowMs));
        }

        @Override
        public void command(int partition, byte[] command) {
            throw new AssertionError("there is no other partition");
        }

        @Override
        public void send(Topic<?> topic, String merchantId, byte[] value) {
            written.add(topic.name() + merchantId + HexFormat.of().formatHex(value));
            if (topic == Topics.CHANNEL_COMMANDS) {
                calls.add(callCodec.decode(value));
            } else if (topic == Topics.JOURNAL) {
                post(entryCodec.decode(value));
            } else if (topic == Topics.PAYMENTS) {
                PaymentFact fact = paymentCodec.decode(value);
                assertThat(fact.getSequence()).isEqualTo(++paymentFacts);
                checkLimits(fact);
                payments.put(fact.getId(), fact);
            } else if (topic == Topics.MERCHANTS) {
                MerchantFact merchant = merchantCodec.decode(value);
                limits.put(merchant.getId(), merchant.getLimits());
            } else if (topic == Topics.REFUNDS) {
                refundCodec.decode(value);
                refunds++;
            }
        }

        /** A payment that was just accepted leaves all that its merchant took within the limits of this moment. */
        private void checkLimits(PaymentFact accepted) {
            if (payments.containsKey(accepted.getId()) || accepted.getStatus() == PaymentStatusCode.FAILED) {
                return;
            }
            held += accepted.getStatus() == PaymentStatusCode.REVIEW ? 1 : 0;
            for (LimitsFact limit : limits.getOrDefault(accepted.getMerchantId(), List.of())) {
                long ofDay = accepted.getAmount();
                long ofMonth = accepted.getAmount();
                for (PaymentFact other : payments.values()) {
                    if (other.getMerchantId().equals(accepted.getMerchantId())) {
                        ofDay += other.getBusinessDate() == accepted.getBusinessDate() ? taken(other) : 0;
                        ofMonth += month(other).equals(month(accepted)) ? taken(other) : 0;
                    }
                }
                limited++;
                assertThat(accepted.getAmount()).isLessThanOrEqualTo(limit.getSingle());
                assertThat(ofDay).isLessThanOrEqualTo(limit.getDaily() == null ? Long.MAX_VALUE : limit.getDaily());
                assertThat(ofMonth)
                        .isLessThanOrEqualTo(limit.getMonthly() == null ? Long.MAX_VALUE : limit.getMonthly());
            }
        }

        private static YearMonth month(PaymentFact payment) {
            return YearMonth.from(LocalDate.ofEpochDay(payment.getBusinessDate()));
        }

        private static long taken(PaymentFact payment) {
            return switch (payment.getStatus()) {
                case SUCCEEDED -> payment.getAmountCaptured();
                case FAILED, VOIDED, CANCELLED, EXPIRED, UNRECOGNISED -> 0;
                case CREATED, PROCESSING, REVIEW, AUTHORIZED -> payment.getAmount();
            };
        }

        private void post(EntryFact entry) {
            assertThat(entry.getSequence()).isEqualTo(++entries);
            assertThat(entry.getPreviousHash().array()).isEqualTo(lastHash);
            lastHash = chain.hash(lastHash, EntryCodec.entry(entry));
            assertThat(entry.getHash().array()).isEqualTo(lastHash);
            long difference = 0;
            for (LegFact leg : entry.getLegs()) {
                difference += leg.getDebit() - leg.getCredit();
                balances.merge(leg.getAccount(), leg.getCredit() - leg.getDebit(), Long::sum);
            }
            assertThat(difference).as(entry.getId()).isZero();
        }

        private void check() {
            assertThat(balances.values().stream().mapToLong(Long::longValue).sum())
                    .isZero();
            for (String merchant : MERCHANTS) {
                assertThat(of(merchant, "available")).isNotNegative();
                assertThat(of(merchant, "refund_hold")).isNotNegative();
            }
            long captured = payments.values().stream()
                    .mapToLong(PaymentFact::getAmountCaptured)
                    .sum();
            long refunded = payments.values().stream()
                    .mapToLong(PaymentFact::getAmountRefunded)
                    .sum();
            long fees =
                    payments.values().stream().mapToLong(PaymentFact::getFee).sum();
            assertThat(-balances.getOrDefault("channel:simulator:receivable", 0L))
                    .isEqualTo(captured - refunded);
            assertThat(balances.getOrDefault("fees", 0L)).isEqualTo(fees);
            assertThat(MERCHANTS.stream().mapToLong(id -> of(id, "refund_hold")).sum())
                    .isEqualTo(payments.values().stream()
                            .mapToLong(PaymentFact::getAmountRefunding)
                            .sum());
        }

        private long of(String merchant, String bucket) {
            return balances.getOrDefault("merchant:" + merchant + ":" + bucket, 0L);
        }

        long succeeded() {
            Map<String, Integer> perOrder = new HashMap<>();
            payments.values().stream()
                    .filter(payment -> payment.getStatus() == PaymentStatusCode.SUCCEEDED)
                    .forEach(
                            payment -> perOrder.merge(payment.getMerchantId() + payment.getOrderNo(), 1, Integer::sum));
            assertThat(perOrder.values())
                    .as("payments that succeeded, per order")
                    .allMatch(count -> count == 1);
            return perOrder.size();
        }
    }
}

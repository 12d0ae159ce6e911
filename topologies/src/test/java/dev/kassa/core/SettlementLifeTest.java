package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.ChannelResult;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.CreateRefund;
import dev.kassa.avro.CreateSettlement;
import dev.kassa.avro.DecideSettlement;
import dev.kassa.avro.DrawUpSettlement;
import dev.kassa.avro.Reply;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementDecision;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.avro.SettlementTermsFact;
import dev.kassa.avro.Tick;
import dev.kassa.avro.UpdateMerchant;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seeded random lives of merchants: payments and refunds of any date of six weeks, dates closed by people and by runs and
 * drawn up much later, terms that change, decisions for and against. After every command the core has to agree with
 * {@link SettlementModel}, and the same log has to give the same bytes.
 */
class SettlementLifeTest {
    private static final int COMMANDS = 4_000;
    private static final Map<String, String> ZONES =
            Map.of("akl", "Pacific/Auckland", "ldn", "Europe/London", "nyc", "America/New_York");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void each_entry_is_settled_once_and_to_the_penny_whatever_the_interleaving(long seed) {
        Life life = new Life(new SplittableRandom(seed));
        life.live();
        life.settleAll();

        assertThat(life.model.unsettled()).isZero();
        assertThat(life.model.drawnUp()).as("settlements").isGreaterThan(60);
        assertThat(life.model.carried()).as("settlements that carried over").isGreaterThan(3);
        assertThat(life.model.released())
                .as("settlements that released reserve")
                .isGreaterThan(3);
        assertThat(life.model.rejected()).as("facts of rejected settlements").isGreaterThan(1);
        assertThat(life.dissolved).as("dates opened again").isPositive();
        assertThat(life.repeated).as("repeats that were compared").isGreaterThan(10);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void the_same_log_gives_the_same_bytes_with_starts_in_between(long seed) {
        Life life = new Life(new SplittableRandom(seed));
        life.live();
        Replay straight = new Replay(life.log, Integer.MAX_VALUE);
        Replay restarted = new Replay(life.log, 41);

        assertThat(straight.written).isEqualTo(life.written);
        assertThat(restarted.written).isEqualTo(life.written);
    }

    private record Asked(@Nullable String key, CreateSettlement body) {}

    private record Logged(Command command, Moment at) {}

    private static Core core(CoreStorage storage, Codecs codecs, Outbox outbox) {
        CoreSettings settings = new CoreSettings(1, Set.of("simulator"), "simulator", Duration.ofHours(24));
        return new Core(settings, codecs, storage, outbox, 0);
    }

    /** Handles a log once more. */
    private static final class Replay implements Outbox {
        private final List<String> written = new ArrayList<>();

        Replay(List<Logged> log, int commandsPerStart) {
            Codecs codecs = new Codecs(new InMemorySchemaRegistry());
            CoreStorage storage = MemoryStorage.empty();
            Core core = core(storage, codecs, this);
            for (int i = 0; i < log.size(); i++) {
                if (i % commandsPerStart == commandsPerStart - 1) {
                    core.close();
                    core = core(storage, codecs, this);
                }
                core.handle(log.get(i).command(), log.get(i).at());
            }
        }

        @Override
        public void command(int partition, byte[] command) {
            throw new AssertionError("there is no other partition");
        }

        @Override
        public void send(Topic<?> topic, String merchantId, byte[] value) {
            written.add(topic.name() + merchantId + HexFormat.of().formatHex(value));
        }
    }

    private static final class Life implements Outbox {
        private static final List<String> CURRENCIES = List.of("EUR", "JPY");

        private final SplittableRandom random;
        private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
        private final Core core = core(MemoryStorage.empty(), codecs, this);
        private final List<Logged> log = new ArrayList<>();
        private final List<String> written = new ArrayList<>();
        private final List<ChannelCommand> calls = new ArrayList<>();
        private final List<SettlementCut> cuts = new ArrayList<>();
        private final Map<String, SettlementFact> settlements = new HashMap<>();
        private final List<String> settlementIds = new ArrayList<>();
        private final List<Asked> asked = new ArrayList<>();
        private final List<String> orders = new ArrayList<>();
        private final Map<String, Long> firstAtMs = new HashMap<>();
        private final Map<String, Object> firstBody = new HashMap<>();
        private final Map<String, String> keyOfCommand = new HashMap<>();
        private final SettlementModel model = new SettlementModel();
        private long nowMs = Instant.parse("2026-03-10T09:00:00Z").toEpochMilli();
        private int dissolved;
        private int repeated;

        Life(SplittableRandom random) {
            this.random = random;
        }

        void live() {
            ZONES.keySet().stream().sorted().forEach(id -> {
                String country = id.equals("akl") ? "NZ" : id.equals("ldn") ? "GB" : "US";
                String tier = id.equals("akl") ? "starter" : id.equals("ldn") ? "business" : "enterprise";
                tell(new CreateMerchant(
                        id,
                        id,
                        country,
                        ZONES.get(id),
                        CURRENCIES,
                        tier,
                        "k",
                        ByteBuffer.wrap(new byte[32]),
                        "active"));
            });
            for (int i = 0; i < COMMANDS; i++) {
                nowMs += random.nextInt(60_000);
                step();
                model.check();
            }
        }

        private void step() {
            switch (random.nextInt(24)) {
                case 0, 1, 2, 3, 4, 5 -> pay();
                case 6, 7 -> refund();
                case 8, 9 -> ask();
                case 10 -> run();
                case 11, 12, 13 -> drawUp();
                case 14 -> decide();
                case 15 -> changeTerms();
                case 16 -> changeStatus();
                case 17, 18 -> tick(random.nextInt(4) == 0 ? 8 * 3_600_000 : 60_000);
                default -> answer();
            }
        }

        private void pay() {
            String merchantId = merchant();
            String order = "o-" + orders.size();
            orders.add(merchantId);
            tell(new CreatePayment(
                    merchantId,
                    order,
                    1L + random.nextInt(random.nextBoolean() ? 3_000 : 300_000),
                    currency(),
                    null,
                    CaptureMode.AUTOMATIC,
                    null,
                    null,
                    null,
                    List.of(),
                    past()));
        }

        private void refund() {
            if (orders.isEmpty()) {
                return;
            }
            int order = random.nextInt(orders.size());
            tell(new CreateRefund(
                    orders.get(order),
                    "o-" + order,
                    null,
                    "r-" + log.size(),
                    random.nextBoolean() ? null : Long.valueOf(1 + random.nextInt(20_000)),
                    null,
                    past()));
        }

        private @Nullable Long past() {
            return random.nextInt(3) == 0 ? null : Long.valueOf(nowMs - random.nextLong(42L * 86_400_000));
        }

        /** A person asks to settle a date, with a key or without one, or asks again. */
        private void ask() {
            if (asked.isEmpty() || random.nextInt(3) > 0) {
                String merchantId = merchant();
                String currency = currency();
                int date = model.today(merchantId, nowMs) + 2 - random.nextInt(44);
                String key = random.nextBoolean() ? null : "k-" + currency + date + random.nextInt(2);
                asked.add(new Asked(key, new CreateSettlement(merchantId, currency, date, null)));
            }
            Asked one = asked.get(asked.size() - 1 - random.nextInt(Math.min(4, asked.size())));
            CreateSettlement body = one.body();
            String scope = one.key() == null ? body.getCurrency() + body.getBusinessDate() : one.key();
            tell("key:person", one.key(), body.getMerchantId() + scope, body);
        }

        /** A run closes the first window that is over, as the settlement application has it do. */
        private void run() {
            String merchantId = merchant();
            String currency = currency();
            Integer date = model.firstOpenWindow(merchantId, currency, nowMs);
            if (date != null) {
                tell(new CreateSettlement(merchantId, currency, date, "run-" + log.size()));
            }
        }

        /** The journal was read up to some cut, not always in order; now and then it is told twice. */
        private void drawUp() {
            if (cuts.isEmpty()) {
                return;
            }
            SettlementCut cut = cuts.remove(random.nextInt(cuts.size()));
            DrawUpSettlement lines = new DrawUpSettlement(cut.getMerchantId(), cut.getSettlementId(), model.take(cut));
            tell(lines);
            if (!settlements.containsKey(cut.getSettlementId())) {
                model.dissolved(cut);
                dissolved++;
            }
            if (random.nextInt(5) == 0) {
                tell(lines);
            }
        }

        private void drawUpAll() {
            while (!cuts.isEmpty()) {
                drawUp();
            }
        }

        private void decide() {
            if (settlementIds.isEmpty()) {
                return;
            }
            SettlementFact settlement = known(settlementIds.get(random.nextInt(settlementIds.size())));
            SettlementDecision[] decisions = SettlementDecision.values();
            decide(settlement, decisions[random.nextInt(decisions.length)]);
        }

        private void decide(SettlementFact settlement, SettlementDecision decision) {
            tell(
                    "key:" + random.nextInt(2),
                    null,
                    null,
                    new DecideSettlement(settlement.getMerchantId(), settlement.getId(), decision, ""));
        }

        private void changeTerms() {
            List<String> cycles = List.of("daily", "weekly", "monthly", "manual");
            SettlementTermsFact terms = new SettlementTermsFact(
                    cycles.get(random.nextInt(cycles.size())),
                    null,
                    random.nextInt(4),
                    random.nextBoolean() ? "TARGET" : null,
                    random.nextInt(3) * 777,
                    random.nextInt(20),
                    random.nextInt(3) == 0 ? Long.valueOf(random.nextInt(90_000)) : Long.valueOf(0),
                    random.nextInt(3) == 0 ? Long.valueOf(50_000) : null);
            tell(UpdateMerchant.newBuilder()
                    .setMerchantId(merchant())
                    .setSettlement(terms)
                    .build());
        }

        private void changeStatus() {
            status(merchant(), random.nextInt(3) == 0 ? "suspended" : "active");
        }

        private void status(String merchantId, String status) {
            tell(UpdateMerchant.newBuilder()
                    .setMerchantId(merchantId)
                    .setStatus(status)
                    .build());
        }

        private void tick(long ms) {
            nowMs += ms;
            tell(new Tick());
        }

        private void answer() {
            if (calls.isEmpty()) {
                return;
            }
            ChannelCommand call = calls.remove(random.nextInt(calls.size()));
            answer(call, random.nextInt(8) == 0 ? ChannelResult.DECLINED : ChannelResult.APPROVED);
        }

        private void answer(ChannelCommand call, ChannelResult result) {
            tell(new ChannelOutcome(
                    call.getMerchantId(),
                    call.getPaymentId(),
                    call.getRefundId(),
                    call.getChannel(),
                    call.getOperation(),
                    call.getAttempt(),
                    result,
                    "ch",
                    null,
                    null,
                    call.getAmount()));
        }

        /** Everything comes to its end: all calls answered, all windows closed, all settlements approved and due. */
        void settleAll() {
            for (String id : ZONES.keySet().stream().sorted().toList()) {
                status(id, "active");
            }
            while (!calls.isEmpty()) {
                answer(calls.removeFirst(), ChannelResult.APPROVED);
            }
            tick(24 * 3_600_000);
            drawUpAll();
            for (String id : ZONES.keySet().stream().sorted().toList()) {
                for (String currency : CURRENCIES) {
                    for (Integer date = model.firstOpenWindow(id, currency, nowMs);
                            date != null;
                            date = model.firstOpenWindow(id, currency, nowMs)) {
                        tell(new CreateSettlement(id, currency, date, "last"));
                        drawUpAll();
                    }
                }
            }
            // What is held in reserve for weeks is given back by settlements of its own, which have to come to their end too.
            for (int round = 0; round < 6 || (round < 40 && !isAllCompleted()); round++) {
                for (String id : List.copyOf(settlementIds)) {
                    switch (known(id).getStatus()) {
                        case PENDING -> decide(known(id), SettlementDecision.APPROVE);
                        case REJECTED, FAILED -> decide(known(id), SettlementDecision.RUN);
                        default -> {}
                    }
                }
                tick(24 * 3_600_000);
                drawUpAll();
                tick(24 * 3_600_000);
                drawUpAll();
                model.check();
            }
            assertThat(isAllCompleted()).isTrue();
        }

        private boolean isAllCompleted() {
            return settlements.values().stream()
                    .allMatch(settlement -> settlement.getStatus() == SettlementStatusCode.COMPLETED);
        }

        private SettlementFact known(String id) {
            return Objects.requireNonNull(settlements.get(id));
        }

        private String merchant() {
            List<String> ids = List.of("akl", "ldn", "nyc");
            return ids.get(random.nextInt(ids.size()));
        }

        private String currency() {
            return CURRENCIES.get(random.nextInt(CURRENCIES.size()));
        }

        private void tell(SpecificRecordBase body) {
            tell("model", null, null, body);
        }

        /** @param remembered under which answers are compared; null: they are not */
        private void tell(String actor, @Nullable String key, @Nullable String remembered, SpecificRecordBase body) {
            String id = "c" + log.size();
            if (remembered != null) {
                keyOfCommand.put(id, remembered);
            }
            Command command = new Command(id, id, "model", ReplyWhen.CONCLUDED, actor, key, null, body);
            Moment at = new Moment(0, log.size(), nowMs);
            log.add(new Logged(command, at));
            core.handle(command, at);
        }

        @Override
        public void command(int partition, byte[] command) {
            throw new AssertionError("there is no other partition");
        }

        @Override
        public void send(Topic<?> topic, String merchantId, byte[] value) {
            written.add(topic.name() + merchantId + HexFormat.of().formatHex(value));
            if (topic == Topics.CHANNEL_COMMANDS) {
                calls.add(codecs.of(Topics.CHANNEL_COMMANDS).decode(value));
            } else if (topic == Topics.JOURNAL) {
                model.posted(codecs.of(Topics.JOURNAL).decode(value));
            } else if (topic == Topics.MERCHANTS) {
                model.changed(codecs.of(Topics.MERCHANTS).decode(value));
            } else if (topic == Topics.SETTLEMENT_CUTS) {
                cut(codecs.of(Topics.SETTLEMENT_CUTS).decode(value));
            } else if (topic == Topics.SETTLEMENTS) {
                settled(codecs.of(Topics.SETTLEMENTS).decode(value));
            } else if (topic == Topics.REPLIES) {
                replied(codecs.of(Topics.REPLIES).decode(value));
            }
        }

        private void cut(SettlementCut cut) {
            if (cut.getSettlementId() != null) {
                model.cut(cut);
                cuts.add(cut);
            }
        }

        private void settled(SettlementFact fact) {
            SettlementFact before = settlements.put(fact.getId(), fact);
            if (before == null) {
                settlementIds.add(fact.getId());
            }
            model.settled(before, fact);
        }

        /** Within the time that keys are held, a repeat has the body of the first settlement that was told. */
        private void replied(Reply reply) {
            String key = keyOfCommand.get(reply.getCommandId());
            if (key == null || reply.getStatus() != Replies.CREATED) {
                return;
            }
            Long before = firstAtMs.get(key);
            if (before == null) {
                firstAtMs.put(key, nowMs);
                firstBody.put(key, reply.getBody());
            } else if (nowMs - before < Duration.ofHours(23).toMillis()) {
                repeated++;
                assertThat(reply.getReplayed()).isTrue();
                assertThat(reply.getBody()).isEqualTo(firstBody.get(key));
            }
        }
    }
}

package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.AddBankAccount;
import dev.kassa.avro.AddKey;
import dev.kassa.avro.BankAccountDecision;
import dev.kassa.avro.BankAccountFact;
import dev.kassa.avro.BankCommand;
import dev.kassa.avro.BankOperation;
import dev.kassa.avro.BankOutcome;
import dev.kassa.avro.BankResult;
import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.ChannelResult;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.CreateRefund;
import dev.kassa.avro.CreateSettlement;
import dev.kassa.avro.CreateWithdrawal;
import dev.kassa.avro.DecideBankAccount;
import dev.kassa.avro.DecideWithdrawal;
import dev.kassa.avro.DrawUpSettlement;
import dev.kassa.avro.Reply;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementLines;
import dev.kassa.avro.Tick;
import dev.kassa.avro.WithdrawalDecision;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.avro.WithdrawalSpeed;
import dev.kassa.avro.WithdrawalStatusCode;
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
 * Seeded random lives of a merchant that withdraws: more than there is, on accounts that come and go, with persons who hold
 * several keys, at a bank that is silent, forgets, repeats itself and takes its word back. After every command the core has
 * to agree with {@link WithdrawalModel}, and the same log has to give the same bytes.
 */
class WithdrawalLifeTest {
    private static final String SHOP = "shop";
    private static final int COMMANDS = 4_000;
    private static final Map<String, String> PERSONS =
            Map.of("key:a1", "Ann", "key:a2", "Ann", "key:b1", "Bob", "key:c1", "Cyd", "key:c2", "Cyd");
    private static final List<String> ACTORS = List.of("key:a1", "key:a2", "key:b1", "key:c1", "key:c2", "operator");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_is_held_paid_and_disputed_is_what_people_and_the_bank_said(long seed) {
        Life life = new Life(new SplittableRandom(seed));
        life.live();
        life.conclude();

        WithdrawalModel model = life.model;
        assertThat(model.all()).allMatch(WithdrawalModel::isEnd);
        assertThat(model.of(WithdrawalStatusCode.COMPLETED)).isGreaterThan(40);
        assertThat(model.of(WithdrawalStatusCode.FAILED)).isGreaterThan(10);
        assertThat(model.of(WithdrawalStatusCode.CANCELLED)).isGreaterThan(5);
        assertThat(model.of(WithdrawalStatusCode.REJECTED)).isGreaterThan(5);
        assertThat(model.contradicted()).as("words that the bank took back").isGreaterThan(5);
        assertThat(life.refused).as("requests for more than there was").isGreaterThan(10);
        assertThat(life.repeated).as("numbers used again").isGreaterThan(5);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void the_same_log_gives_the_same_bytes_with_starts_in_between(long seed) {
        Life life = new Life(new SplittableRandom(seed));
        life.live();

        assertThat(new Replay(life.log, Integer.MAX_VALUE).written).isEqualTo(life.written);
        assertThat(new Replay(life.log, 41).written).isEqualTo(life.written);
    }

    private record Logged(Command command, Moment at) {}

    private static Core core(CoreStorage storage, Codecs codecs, Outbox outbox) {
        return new Core(
                new CoreSettings(1, Set.of("simulator"), "simulator", Duration.ofHours(24)),
                codecs,
                storage,
                outbox,
                0);
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
        private final SplittableRandom random;
        private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
        private final Core core = core(MemoryStorage.empty(), codecs, this);
        private final List<Logged> log = new ArrayList<>();
        private final List<String> written = new ArrayList<>();
        private final WithdrawalModel model = new WithdrawalModel(PERSONS);
        private final List<BankCommand> calls = new ArrayList<>();
        private final List<ChannelCommand> channelCalls = new ArrayList<>();
        private final List<String> accounts = new ArrayList<>();
        private final Map<String, BankAccountFact> accountsById = new HashMap<>();
        private @Nullable SettlementCut cut;
        private @Nullable Reply reply;
        private long nowMs = Instant.parse("2026-03-10T09:00:00Z").toEpochMilli();
        private int orders;
        private int numbers;
        private int refused;
        private int repeated;

        Life(SplittableRandom random) {
            this.random = random;
        }

        void live() {
            tell(
                    "operator",
                    new CreateMerchant(
                            SHOP,
                            SHOP,
                            "GB",
                            "Europe/London",
                            List.of("EUR"),
                            "premium",
                            "k",
                            ByteBuffer.wrap(new byte[32]),
                            "active"));
            for (Map.Entry<String, String> key : new java.util.TreeMap<>(PERSONS).entrySet()) {
                tell(
                        "operator",
                        new AddKey(
                                SHOP,
                                key.getKey().substring("key:".length()),
                                ByteBuffer.wrap(new byte[32]),
                                List.of("approver"),
                                key.getValue(),
                                null,
                                null,
                                "none"));
            }
            addAccount();
            for (int i = 0; i < COMMANDS; i++) {
                nowMs += random.nextInt(60_000);
                step();
                model.check();
            }
        }

        private void step() {
            switch (random.nextInt(24)) {
                case 0 -> earn();
                case 1 -> refund();
                case 2, 3, 4, 5 -> withdraw();
                case 6, 7, 8, 9, 10 -> decide();
                case 11 -> addAccount();
                case 12, 13 -> judgeAccount();
                case 14, 15 -> tick(random.nextInt(4) == 0 ? 20 * 3_600_000L : 30_000);
                case 16 -> contradict();
                default -> answer();
            }
        }

        /** A payment of a date of its own, captured and settled. */
        private void earn() {
            int date = (int) Instant.parse("2025-01-01T00:00:00Z")
                            .atOffset(java.time.ZoneOffset.UTC)
                            .toLocalDate()
                            .toEpochDay()
                    + orders;
            long amount = 1 + random.nextLong(random.nextInt(6) == 0 ? 400_000_000 : 30_000_000);
            tell(
                    "operator",
                    new CreatePayment(
                            SHOP,
                            "o-" + orders++,
                            amount,
                            "EUR",
                            null,
                            CaptureMode.AUTOMATIC,
                            null,
                            null,
                            null,
                            List.of(),
                            date * 86_400_000L + 1));
            answerChannel();
            tell("operator", new CreateSettlement(SHOP, "EUR", date, "run-" + date));
            SettlementLines lines = new SettlementLines(
                    1L, 1L, 1L, amount, 0L, 0L, 0L, 0L, 0L, List.of(), ByteBuffer.wrap(new byte[32]));
            tell(
                    "operator",
                    new DrawUpSettlement(SHOP, Objects.requireNonNull(cut).getSettlementId(), lines));
        }

        /** Takes from available, as nothing is pending. */
        private void refund() {
            if (orders > 0) {
                tell(
                        "operator",
                        new CreateRefund(
                                SHOP,
                                "o-" + random.nextInt(orders),
                                null,
                                "r-" + log.size(),
                                1 + random.nextLong(2_000_000),
                                null,
                                null));
                answerChannel();
            }
        }

        private void answerChannel() {
            for (ChannelCommand call : List.copyOf(channelCalls)) {
                tell(
                        "channel",
                        new ChannelOutcome(
                                SHOP,
                                call.getPaymentId(),
                                call.getRefundId(),
                                call.getChannel(),
                                call.getOperation(),
                                call.getAttempt(),
                                ChannelResult.APPROVED,
                                "ch",
                                null,
                                null,
                                call.getAmount()));
            }
            channelCalls.clear();
        }

        /** A number is used again now and then; what has to come of it is worked out before. */
        private void withdraw() {
            boolean again = numbers > 0 && random.nextInt(8) == 0;
            String number = "w-" + (again ? random.nextInt(numbers) : numbers++);
            long amount = 1 + random.nextLong(Math.max(1, model.available() + model.available() / 4));
            String account = accounts.get(random.nextInt(accounts.size()));
            WithdrawalFact known = model.numbered(number);
            String expected = known != null ? "idempotency_key_reused" : expected(amount, account);
            tell(
                    ACTORS.get(random.nextInt(ACTORS.size())),
                    new CreateWithdrawal(SHOP, number, amount, "EUR", account, speed(), null));
            Reply told = Objects.requireNonNull(reply);
            assertThat(told.getCode() == null ? "created" : told.getCode()).isEqualTo(expected);
            refused += expected.equals("insufficient_balance") ? 1 : 0;
            repeated += known != null ? 1 : 0;
        }

        private WithdrawalSpeed speed() {
            WithdrawalSpeed[] speeds = WithdrawalSpeed.values();
            return speeds[random.nextInt(speeds.length)];
        }

        private String expected(long amount, String account) {
            Long usableFromMs =
                    Objects.requireNonNull(accountsById.get(account)).getUsableFromMs();
            if (usableFromMs == null || usableFromMs > nowMs) {
                return "invalid_state";
            }
            if (amount > model.available()) {
                return "insufficient_balance";
            }
            // The least fee is 1.00.
            return amount <= 100 ? "validation_failed" : "created";
        }

        private void decide() {
            List<WithdrawalFact> all = model.all();
            if (all.isEmpty()) {
                return;
            }
            int recent = Math.min(all.size(), 12);
            WithdrawalFact one = all.get(all.size() - 1 - random.nextInt(recent));
            WithdrawalDecision decision = random.nextInt(10) > 0
                    ? WithdrawalDecision.APPROVE
                    : random.nextBoolean() ? WithdrawalDecision.REJECT : WithdrawalDecision.CANCEL;
            String actor = ACTORS.get(random.nextInt(ACTORS.size()));
            tell(actor, new DecideWithdrawal(SHOP, one.getId(), decision, ""));
            boolean own = model.person(one.getRequestedBy()).equals(model.person(actor));
            if (decision == WithdrawalDecision.APPROVE && own) {
                assertThat(Objects.requireNonNull(reply).getCode()).isEqualTo("forbidden");
            }
        }

        private void addAccount() {
            tell(
                    ACTORS.get(random.nextInt(ACTORS.size())),
                    new AddBankAccount(SHOP, "EUR", "DE", "Shop", "1000" + accounts.size(), null));
        }

        private void judgeAccount() {
            // The first ones are used most, and are left alone most.
            String id = accounts.get(random.nextInt(accounts.size()));
            BankAccountDecision[] decisions = BankAccountDecision.values();
            BankAccountDecision decision =
                    random.nextInt(3) > 0 ? BankAccountDecision.VERIFY : decisions[random.nextInt(decisions.length)];
            tell(ACTORS.get(random.nextInt(ACTORS.size())), new DecideBankAccount(SHOP, id, decision, ""));
        }

        private void tick(long ms) {
            nowMs += ms;
            tell("schedule", new Tick());
        }

        /** The bank answers some call, now and then the same one twice. */
        private void answer() {
            if (calls.isEmpty()) {
                return;
            }
            int place = random.nextInt(calls.size());
            BankCommand call = random.nextInt(8) == 0 ? calls.get(place) : calls.remove(place);
            List<BankResult> results = call.getOperation() == BankOperation.QUERY
                    ? List.of(BankResult.values())
                    : List.of(
                            BankResult.PAID,
                            BankResult.PAID,
                            BankResult.REJECTED,
                            BankResult.PENDING,
                            BankResult.UNKNOWN);
            say(call.getWithdrawalId(), call.getAttempt(), results.get(random.nextInt(results.size())));
        }

        /** The bank says by itself whatever it likes of a payout that it was asked for. */
        private void contradict() {
            List<WithdrawalFact> asked = model.all().stream()
                    .filter(each -> model.wasAsked(each.getId()))
                    .toList();
            if (!asked.isEmpty() && random.nextInt(3) == 0) {
                say(
                        asked.get(random.nextInt(asked.size())).getId(),
                        0,
                        random.nextBoolean() ? BankResult.PAID : BankResult.REJECTED);
            }
        }

        private void say(String id, int attempt, BankResult result) {
            if (result == BankResult.PAID || result == BankResult.REJECTED) {
                model.bankSaid(id, result == BankResult.PAID);
            }
            tell("bank", new BankOutcome(SHOP, id, attempt, result, "bk", null, null));
        }

        /** Everything comes to its end: what waits for people is cancelled, what waits for the bank is paid. */
        void conclude() {
            for (WithdrawalFact each : model.all()) {
                tell("operator", new DecideWithdrawal(SHOP, each.getId(), WithdrawalDecision.CANCEL, ""));
                if (!WithdrawalModel.isEnd(model.find(each.getId()))) {
                    say(each.getId(), 0, BankResult.PAID);
                }
                model.check();
            }
        }

        private void tell(String actor, SpecificRecordBase body) {
            String id = "c" + log.size();
            Command command = new Command(id, id, "model", ReplyWhen.CONCLUDED, actor, null, null, body);
            Moment at = new Moment(0, log.size(), nowMs);
            log.add(new Logged(command, at));
            reply = null;
            core.handle(command, at);
        }

        @Override
        public void command(int partition, byte[] command) {
            throw new AssertionError("there is no other partition");
        }

        @Override
        public void send(Topic<?> topic, String merchantId, byte[] value) {
            written.add(topic.name() + merchantId + HexFormat.of().formatHex(value));
            if (topic == Topics.JOURNAL) {
                model.posted(codecs.of(Topics.JOURNAL).decode(value));
            } else if (topic == Topics.WITHDRAWALS) {
                model.told(codecs.of(Topics.WITHDRAWALS).decode(value));
            } else if (topic == Topics.BANK_COMMANDS) {
                BankCommand call = codecs.of(Topics.BANK_COMMANDS).decode(value);
                model.asked(call.getWithdrawalId(), call.getAmount());
                calls.add(call);
            } else if (topic == Topics.CHANNEL_COMMANDS) {
                channelCalls.add(codecs.of(Topics.CHANNEL_COMMANDS).decode(value));
            } else if (topic == Topics.BANK_ACCOUNTS) {
                BankAccountFact account = codecs.of(Topics.BANK_ACCOUNTS).decode(value);
                if (accountsById.put(account.getId(), account) == null) {
                    accounts.add(account.getId());
                }
            } else if (topic == Topics.SETTLEMENT_CUTS) {
                cut = codecs.of(Topics.SETTLEMENT_CUTS).decode(value);
            } else if (topic == Topics.REPLIES) {
                reply = codecs.of(Topics.REPLIES).decode(value);
            }
        }
    }
}

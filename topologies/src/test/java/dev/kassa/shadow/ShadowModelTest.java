package dev.kassa.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.ChannelResult;
import dev.kassa.avro.FeeBandBody;
import dev.kassa.avro.FeeRuleBody;
import dev.kassa.avro.FeeScheduleBody;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RiskRuleAction;
import dev.kassa.core.ReferenceCodec;
import dev.kassa.port.Shadows.FeeRow;
import dev.kassa.port.Shadows.Report;
import dev.kassa.port.Shadows.RuleRow;
import dev.kassa.port.Shadows.Window;
import dev.kassa.pricing.FeeSchedule;
import dev.kassa.risk.Action;
import dev.kassa.risk.OperatorRule;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shadow run says what happens in a core that has lived through the same with the change in force from the start. */
class ShadowModelTest {
    private static final Window WINDOW = new Window(LocalDate.of(2026, 4, 3), LocalDate.of(2026, 4, 9));
    private static final FeeScheduleBody OLD = schedule(10_000, 50_000_000, 5_000);
    private static final FeeScheduleBody NEW = schedule(12_000, 30_000_000, 1_000);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void fees_are_those_of_a_core_with_the_changed_schedule(long seed) {
        SmallCore was = lives(seed, core -> core.schedule("special", OLD));
        SmallCore would = lives(seed, core -> core.schedule("special", NEW));

        List<FeeRow> rows = feeRows(was, new FeeShadow(schedule(NEW), Set.of(), WINDOW));

        assertThat(rows).isNotEmpty();
        Map<String, Long> before = fees(was);
        Map<String, Long> after = fees(would);
        assertThat(rows).hasSameSizeAs(before.keySet()).allSatisfy(row -> {
            String place = row.merchantId() + ' ' + row.currency();
            assertThat(row.feeBefore()).isEqualTo(before.get(place));
            assertThat(row.feeAfter()).isEqualTo(after.get(place));
            assertThat(row.difference()).isEqualTo(row.feeAfter() - row.feeBefore());
            assertThat(row.notFitting()).isZero();
        });
        assertThat(rows).anySatisfy(row -> assertThat(row.difference()).isNotZero());
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void an_unchanged_schedule_makes_no_difference(long seed) {
        SmallCore was = lives(seed, core -> core.schedule("special", OLD));

        List<FeeRow> rows = feeRows(was, new FeeShadow(schedule(OLD), Set.of(), WINDOW));

        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.difference()).isZero());
    }

    @ParameterizedTest
    @ValueSource(longs = {7})
    void chosen_merchants_are_priced_by_a_schedule_that_they_do_not_have(long seed) {
        SmallCore was = lives(seed, core -> core.schedule("special", OLD));
        FeeSchedule eurosOnly =
                ReferenceCodec.feeSchedule("trial", 0, new FeeScheduleBody(List.of(rule("EUR", 0, 0, 0))));

        List<FeeRow> rows = feeRows(was, new FeeShadow(eurosOnly, Set.of("tiered"), WINDOW));

        assertThat(rows).extracting(FeeRow::merchantId).containsOnly("tiered");
        assertThat(rows).allSatisfy(row -> {
            if (row.currency().equals("EUR")) {
                assertThat(row.feeAfter()).isZero();
            } else {
                assertThat(row.notFitting()).isEqualTo(row.payments());
                assertThat(row.difference()).isZero();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 9, 10, 11})
    void decisions_are_those_of_a_core_with_the_changed_rule(long seed) throws Exception {
        String changed = "amount > 3000 && new_device";
        SmallCore was = lives(seed, core -> core.rule("big", "amount > 8000", RiskRuleAction.REVIEW, true));
        SmallCore would = lives(seed, core -> core.rule("big", changed, RiskRuleAction.REJECT, true));
        RuleShadow shadow = new RuleShadow(
                "big",
                OperatorRule.compile("big", changed, Action.REJECT),
                new RuleHistory("big", was.history),
                was.merchants,
                WINDOW);

        was.payments.forEach(shadow::take);

        List<RuleRow> rows = ((Report.OfRule) shadow.report()).rows();
        assertThat(rows).hasSize(3).allSatisfy(row -> {
            String merchant = row.merchantId();
            assertThat(row.payments()).isEqualTo(count(was, merchant, fact -> true));
            assertThat(row.fired())
                    .isEqualTo(count(
                            would, merchant, fact -> fact.getRisk().getReasons().contains("rule:big")));
            assertThat(row.reviewedBefore()).isEqualTo(count(was, merchant, decided("review")));
            assertThat(row.reviewedAfter()).isEqualTo(count(would, merchant, decided("review")));
            assertThat(row.rejectedBefore()).isEqualTo(count(was, merchant, decided("reject")));
            assertThat(row.rejectedAfter()).isEqualTo(count(would, merchant, decided("reject")));
            assertThat(row.samples()).hasSizeLessThanOrEqualTo(10);
        });
        assertThat(rows).anySatisfy(row -> assertThat(row.rejectedAfter()).isNotEqualTo(row.rejectedBefore()));
        assertThat(rows).anySatisfy(row -> assertThat(row.samples()).isNotEmpty());
    }

    /** Two weeks of three merchants: payments that wait, fail, are captured later and in part, while settings change. */
    private static SmallCore lives(long seed, Consumer<SmallCore> change) {
        Random random = new Random(seed);
        SmallCore core = new SmallCore();
        change.accept(core);
        core.merchant("special-1", "special");
        core.merchant("special-2", "special");
        core.merchant("tiered", null);
        Set<String> captured = new HashSet<>();
        for (int i = 0; i < 1_500; i++) {
            core.passes(Duration.ofMinutes(random.nextInt(28)));
            if (i == 700) {
                core.setting("risk.score.rule_review", "55");
                core.setting("risk.amount.max", "40");
            }
            String merchant = List.of("special-1", "special-2", "tiered").get(random.nextInt(3));
            boolean manual = random.nextInt(6) == 0;
            long amount = 1 + random.nextInt(10_000);
            String currency = random.nextInt(4) == 0 ? "JPY" : "EUR";
            core.pays(merchant, "o" + i, amount, currency, manual, "d" + random.nextInt(300));
            ChannelResult result = random.nextInt(5) == 0 ? ChannelResult.DECLINED : ChannelResult.APPROVED;
            if (random.nextInt(3) > 0) {
                core.answers(result);
            }
            capture(core, captured, 1 + random.nextInt(100));
        }
        while (core.isAsking()) {
            core.answers(ChannelResult.APPROVED);
        }
        return core;
    }

    /** The last payment but some, where it is authorized. */
    private static void capture(SmallCore core, Set<String> captured, int back) {
        if (core.payments.size() > back) {
            PaymentFact fact = core.payments.get(core.payments.size() - back);
            if (fact.getStatus() == PaymentStatusCode.AUTHORIZED && captured.add(fact.getId())) {
                core.captures(fact, Math.max(1, fact.getAmount() / 2));
            }
        }
    }

    private static List<FeeRow> feeRows(SmallCore core, FeeShadow shadow) {
        core.payments.forEach(shadow::take);
        return ((Report.OfFees) shadow.report()).rows();
    }

    /** What the payments of the window that the schedule priced cost, by merchant and currency. */
    private static Map<String, Long> fees(SmallCore core) {
        Map<String, PaymentFact> latest = new TreeMap<>();
        core.payments.forEach(fact -> latest.put(fact.getId(), fact));
        Map<String, Long> fees = new TreeMap<>();
        for (PaymentFact fact : latest.values()) {
            if (fact.getStatus() == PaymentStatusCode.SUCCEEDED
                    && isInWindow(fact)
                    && fact.getFeeSchedule().equals("special")) {
                fees.merge(fact.getMerchantId() + ' ' + fact.getCurrency(), fact.getFee(), Long::sum);
            }
        }
        return fees;
    }

    private static long count(SmallCore core, String merchantId, Predicate<PaymentFact> wanted) {
        List<PaymentFact> firsts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        core.payments.stream().filter(fact -> seen.add(fact.getId())).forEach(firsts::add);
        return firsts.stream()
                .filter(fact -> fact.getMerchantId().equals(merchantId) && isInWindow(fact) && wanted.test(fact))
                .count();
    }

    private static Predicate<PaymentFact> decided(String decision) {
        return fact -> fact.getRisk().getDecision().equals(decision);
    }

    private static boolean isInWindow(PaymentFact fact) {
        LocalDate date = LocalDate.ofEpochDay(fact.getBusinessDate());
        return !date.isBefore(WINDOW.from()) && !date.isAfter(WINDOW.to());
    }

    private static FeeSchedule schedule(FeeScheduleBody body) {
        return ReferenceCodec.feeSchedule("special", 0, body);
    }

    private static FeeScheduleBody schedule(int ratePpm, long fromVolume, int laterPpm) {
        return new FeeScheduleBody(List.of(rule(null, ratePpm, fromVolume, laterPpm)));
    }

    private static FeeRuleBody rule(@Nullable String currency, int ppm, long from, int laterPpm) {
        List<FeeBandBody> bands = new ArrayList<>(List.of(new FeeBandBody(0L, ppm, 0L, 0L, null)));
        if (from > 0) {
            bands.add(new FeeBandBody(from, laterPpm, 100L, 0L, null));
        }
        return new FeeRuleBody(currency, null, null, null, bands);
    }
}

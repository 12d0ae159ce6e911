package dev.kassa.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.Customer;
import dev.kassa.avro.FailureFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.avro.ReviewFact;
import dev.kassa.avro.RiskFact;
import dev.kassa.port.Latency;
import dev.kassa.port.Trends.Counts;
import dev.kassa.port.Trends.Dimension;
import dev.kassa.port.Trends.TrendCell;
import dev.kassa.port.Trends.TrendQuestion;
import dev.kassa.schema.Ids;
import dev.kassa.schema.PaymentStatuses;
import dev.kassa.schema.Topics;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of payments and refunds, told by facts that come more than once; every answer against sums over
 * how each of them ended.
 */
class TrendModelTest {
    private static final long START_MS = 1_772_323_200_000L; // 2026-03-01T00:00:00Z
    private static final int FIRST_DAY = (int) LocalDate.of(2026, 1, 20).toEpochDay();
    private static final int DAYS = 75;

    @TempDir
    Path state;

    private final List<PaymentFact> payments = new ArrayList<>();
    private final List<RefundFact> refunds = new ArrayList<>();
    private final Map<String, String> endOfReview = new HashMap<>();
    private final Map<String, Long> succeededAt = new HashMap<>();
    private long paymentFacts;
    private long refundFacts;
    private long commands;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void every_answer_is_the_sum_of_how_payments_and_refunds_ended(long seed) {
        Random random = new Random(seed);
        try (TrendDriver driver = new TrendDriver(state)) {
            for (int step = 0; step < 400; step++) {
                step(driver, random);
                if (step % 8 == 0) { // what was answered before does not hold later
                    compare(driver, random);
                }
            }
            for (int question = 0; question < 60; question++) {
                compare(driver, random);
            }
        }
    }

    private void step(TrendDriver driver, Random random) {
        int what = random.nextInt(10);
        if (what < 4 || payments.isEmpty()) {
            tell(driver, random, opened(random));
        } else if (what < 8) {
            int which = random.nextInt(payments.size());
            PaymentFact changed = changed(payments.get(which), random);
            if (changed != null) {
                payments.set(which, changed);
                tell(driver, random, changed);
            }
        } else {
            refund(driver, random);
        }
    }

    private void tell(TrendDriver driver, Random random, PaymentFact fact) {
        for (int times = random.nextInt(8) == 0 ? 2 : 1; times > 0; times--) {
            driver.reads(Topics.PAYMENTS, fact, now());
        }
    }

    private void tell(TrendDriver driver, Random random, RefundFact fact) {
        for (int times = random.nextInt(8) == 0 ? 2 : 1; times > 0; times--) {
            driver.reads(Topics.REFUNDS, fact, now());
        }
    }

    private long now() {
        return START_MS + commands * 1_000;
    }

    private PaymentFact opened(Random random) {
        commands++;
        String country = List.of("FR", "DE", "").get(random.nextInt(3));
        int date = FIRST_DAY + random.nextInt(DAYS);
        PaymentFact opened = PaymentFact.newBuilder()
                .setId(Ids.of(Ids.PAYMENT, now(), 0, commands))
                .setMerchantId("m" + random.nextInt(3))
                .setOrderNo("o" + commands)
                .setAmount(1 + random.nextInt(100_000))
                .setCurrency(random.nextBoolean() ? "EUR" : "JPY")
                .setStatus(random.nextInt(5) == 0 ? PaymentStatusCode.REVIEW : PaymentStatusCode.PROCESSING)
                .setStatusBefore(PaymentStatusCode.CREATED)
                .setChannel(random.nextBoolean() ? "simulator" : "other")
                .setRisk(new RiskFact(
                        0, List.of("accept", "flag", "review").get(random.nextInt(3)), List.of(), List.of(), null))
                .setCapture(CaptureMode.AUTOMATIC)
                .setCustomer(country.isEmpty() ? null : new Customer(null, null, null, null, country))
                .setBusinessDate(date)
                .setOccurredAtMs(date * 86_400_000L)
                .setCreatedAtMs(now())
                .setUpdatedAtMs(now())
                .setPartition(0)
                .setSequence(++paymentFacts)
                .setCommandOffset(commands)
                .build();
        payments.add(opened);
        return opened;
    }

    private @Nullable PaymentFact changed(PaymentFact before, Random random) {
        commands++;
        PaymentFact.Builder changed = PaymentFact.newBuilder(before)
                .setStatusBefore(before.getStatus())
                .setSequence(++paymentFacts)
                .setUpdatedAtMs(now())
                .setCommandOffset(commands);
        if (!PaymentStatuses.isUnderWay(before.getStatus())) {
            return changed.setAmountRefunding(random.nextInt(50)).build(); // as of a refund
        }
        PaymentStatusCode next = PaymentStatusCode.values()[1 + random.nextInt(8)];
        if (next == PaymentStatusCode.REVIEW && before.getStatus() != PaymentStatusCode.REVIEW) {
            next = PaymentStatusCode.AUTHORIZED;
        }
        if (before.getStatus() == PaymentStatusCode.REVIEW && next != PaymentStatusCode.REVIEW) {
            String decision = List.of("accept", "reject", "").get(random.nextInt(3));
            changed.setReview(new ReviewFact(0L, decision.isEmpty() ? null : decision, null, null, null, null));
            endOfReview.put(before.getId(), decision.isEmpty() ? "review_expired" : "review_" + decision);
        }
        if (next == PaymentStatusCode.SUCCEEDED) {
            succeededAt.put(before.getId(), now());
            changed.setAmountCaptured(1 + before.getAmount() / 2).setFee(before.getAmount() / 50);
        }
        if (next == PaymentStatusCode.FAILED) {
            changed.setFailure(new FailureFact("code_" + random.nextInt(3), "no"));
        }
        return changed.setStatus(next).build();
    }

    private void refund(TrendDriver driver, Random random) {
        commands++;
        boolean another = refunds.isEmpty() || random.nextBoolean();
        if (another) {
            PaymentFact of = payments.get(random.nextInt(payments.size()));
            int date = FIRST_DAY + random.nextInt(DAYS);
            RefundFact refund = RefundFact.newBuilder()
                    .setId(Ids.of(Ids.REFUND, now(), 0, commands))
                    .setMerchantId(of.getMerchantId())
                    .setPaymentId(of.getId())
                    .setOrderNo(of.getOrderNo())
                    .setRefundNo("r" + commands)
                    .setAmount(1 + random.nextInt(5_000))
                    .setCurrency(of.getCurrency())
                    .setStatus(RefundStatusCode.PROCESSING)
                    .setStatusBefore(RefundStatusCode.PENDING)
                    .setChannel(of.getChannel())
                    .setCountry(
                            of.getCustomer() == null ? null : of.getCustomer().getCountry())
                    .setBusinessDate(date)
                    .setOccurredAtMs(date * 86_400_000L)
                    .setCreatedAtMs(now())
                    .setUpdatedAtMs(now())
                    .setPartition(0)
                    .setSequence(++refundFacts)
                    .setCommandOffset(commands)
                    .build();
            refunds.add(refund);
            tell(driver, random, refund);
            return;
        }
        int which = random.nextInt(refunds.size());
        RefundFact before = refunds.get(which);
        boolean failed = before.getStatus() == RefundStatusCode.PROCESSING && random.nextBoolean();
        if (before.getStatus() != RefundStatusCode.SUCCEEDED) {
            RefundFact changed = RefundFact.newBuilder(before)
                    .setStatus(failed ? RefundStatusCode.FAILED : RefundStatusCode.SUCCEEDED)
                    .setStatusBefore(before.getStatus())
                    .setUpdatedAtMs(now())
                    .setSequence(++refundFacts)
                    .setCommandOffset(commands)
                    .build();
            refunds.set(which, changed);
            tell(driver, random, changed);
        }
    }

    private void compare(TrendDriver driver, Random random) {
        String merchantId = random.nextBoolean() ? "m" + random.nextInt(3) : null;
        Set<Dimension> by = EnumSet.noneOf(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            if (random.nextInt(3) == 0) {
                by.add(dimension);
            }
        }
        int from = FIRST_DAY - 3 + random.nextInt(DAYS);
        TrendQuestion question = new TrendQuestion(
                merchantId,
                by,
                random.nextBoolean(),
                from,
                from + 1 + random.nextInt(DAYS),
                random.nextInt(3) == 0 ? "simulator" : null,
                random.nextInt(3) == 0 ? "FR" : null,
                random.nextInt(3) == 0 ? "EUR" : null);

        assertThat(driver.trends().cells(question))
                .as(question.toString())
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(expected(question));
    }

    private List<TrendCell> expected(TrendQuestion question) {
        Map<TrendCell, Counts> sums = new TreeMap<>(Comparator.comparing(cell -> "%08d %s %s %s %s"
                .formatted(cell.period(), cell.currency(), cell.merchantId(), cell.channel(), cell.country())));
        for (PaymentFact payment : payments) {
            String country =
                    payment.getCustomer() == null ? "" : payment.getCustomer().getCountry();
            add(
                    sums,
                    question,
                    payment.getBusinessDate(),
                    payment.getCurrency(),
                    payment.getMerchantId(),
                    payment.getChannel(),
                    country,
                    of(payment));
        }
        for (RefundFact refund : refunds) {
            add(
                    sums,
                    question,
                    refund.getBusinessDate(),
                    refund.getCurrency(),
                    refund.getMerchantId(),
                    refund.getChannel(),
                    refund.getCountry() == null ? "" : refund.getCountry(),
                    of(refund));
        }
        return sums.entrySet().stream()
                .map(sum -> new TrendCell(
                        sum.getKey().period(),
                        sum.getKey().currency(),
                        sum.getKey().merchantId(),
                        sum.getKey().channel(),
                        sum.getKey().country(),
                        sum.getValue()))
                .toList();
    }

    private static void add(
            Map<TrendCell, Counts> sums,
            TrendQuestion asked,
            int date,
            String currency,
            String merchantId,
            String channel,
            String country,
            Counts counts) {
        boolean meant = date >= asked.from()
                && date < asked.to()
                && !counts.equals(Counts.NONE)
                && (asked.merchantId() == null || asked.merchantId().equals(merchantId))
                && (asked.channel() == null || asked.channel().equals(channel))
                && (asked.country() == null || asked.country().equals(country))
                && (asked.currency() == null || asked.currency().equals(currency));
        if (meant) {
            TrendCell cell = new TrendCell(
                    asked.dates() ? date : 0,
                    currency,
                    asked.by().contains(Dimension.MERCHANT) ? merchantId : null,
                    asked.by().contains(Dimension.CHANNEL) ? channel : null,
                    asked.by().contains(Dimension.COUNTRY) ? country : null,
                    Counts.NONE);
            sums.merge(cell, counts, Counts::plus);
        }
    }

    private Counts of(PaymentFact payment) {
        boolean succeeded = payment.getStatus() == PaymentStatusCode.SUCCEEDED;
        boolean failed = payment.getStatus() == PaymentStatusCode.FAILED;
        boolean ended = !PaymentStatuses.isUnderWay(payment.getStatus());
        Map<String, Long> risk = new HashMap<>(Map.of(payment.getRisk().getDecision(), 1L));
        String end = endOfReview.get(payment.getId());
        if (end != null) {
            risk.merge(end, 1L, Long::sum);
        }
        List<Long> latency = new ArrayList<>();
        if (succeeded) {
            int bucket = Latency.bucket(succeededAt.getOrDefault(payment.getId(), 0L) - payment.getCreatedAtMs());
            for (int i = 0; i <= bucket; i++) {
                latency.add(i == bucket ? 1L : 0L);
            }
        }
        return new Counts(
                1,
                payment.getAmount(),
                succeeded ? 1 : 0,
                succeeded ? payment.getAmountCaptured() : 0,
                succeeded ? payment.getFee() : 0,
                failed ? 1 : 0,
                failed ? payment.getAmount() : 0,
                ended && !succeeded && !failed ? 1 : 0,
                0,
                0,
                0,
                failed ? Map.of(payment.getFailure().getCode(), 1L) : Map.of(),
                risk,
                latency);
    }

    private static Counts of(RefundFact refund) {
        boolean succeeded = refund.getStatus() == RefundStatusCode.SUCCEEDED;
        boolean failed = refund.getStatus() == RefundStatusCode.FAILED;
        return new Counts(
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                succeeded ? refund.getAmount() : 0,
                succeeded ? 1 : 0,
                failed ? 1 : 0,
                Map.of(),
                Map.of(),
                List.of());
    }
}

package dev.kassa.schedule.job;

import dev.kassa.avro.DailyStatistic;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.schedule.JobCatalogue;
import dev.kassa.schedule.JobCount;
import dev.kassa.schedule.JobRun;
import dev.kassa.schedule.work.Job;
import dev.kassa.schedule.work.JobResult;
import dev.kassa.schedule.work.Progress;
import dev.kassa.schema.Topics;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up the business date before the slot, and one more for each slot that was missed, by merchant and currency. What of a
 * date became known later is found by a run for it again: its fact is that of the last run.
 */
public final class DailyStatistics implements Job {
    private final FactScan scan;
    private final FactOut out;
    private final InstantSource clock;
    private final ZoneId zone;

    /** @param zone in which slots come */
    public DailyStatistics(FactScan scan, FactOut out, InstantSource clock, ZoneId zone) {
        this.scan = scan;
        this.out = out;
        this.clock = clock;
        this.zone = zone;
    }

    private record Line(int date, String merchantId, String currency) {
        String key() {
            return LocalDate.ofEpochDay(date) + "/" + merchantId + "/" + currency;
        }
    }

    @Override
    public String name() {
        return JobCatalogue.STATISTICS;
    }

    @Override
    public JobResult run(JobRun run, Progress progress) throws IOException, InterruptedException {
        LocalDate slot = Instant.ofEpochMilli(run.slotAtMs()).atZone(zone).toLocalDate();
        int last = (int) slot.toEpochDay() - 1;
        int first = last - run.missedSlots();
        long payments = 0;
        long refunds = 0;
        long lines = 0;
        for (int partition = 0; partition < scan.partitions(); partition++) {
            progress.goOn();
            Read read = new Read(first, last);
            read.partition(partition);
            Map<String, DailyStatistic> facts = read.facts(run.id(), clock.millis());
            for (Map.Entry<String, DailyStatistic> fact : facts.entrySet()) {
                out.write(Topics.DAILY_STATISTICS, fact.getKey(), fact.getValue());
            }
            payments += read.payments.size();
            refunds += read.refunds.size();
            lines += facts.size();
            progress.tell(List.of(new JobCount("lines", lines)), "Partition " + partition + " is done.");
        }
        return new JobResult(
                List.of(
                        new JobCount("dates", last - first + 1L),
                        new JobCount("payments", payments),
                        new JobCount("refunds", refunds),
                        new JobCount("lines", lines)),
                "",
                lines + " lines for " + LocalDate.ofEpochDay(first) + " to " + LocalDate.ofEpochDay(last) + ".");
    }

    /** The payments and refunds of some dates, each as it stands last. */
    private final class Read {
        final Map<String, PaymentFact> payments = new HashMap<>();
        final Map<String, RefundFact> refunds = new HashMap<>();
        private final Map<String, ZoneId> zones = new HashMap<>();
        private final int first;
        private final int last;

        Read(int first, int last) {
            this.first = first;
            this.last = last;
        }

        void partition(int partition) throws InterruptedException {
            scan.each(
                    Topics.MERCHANTS,
                    partition,
                    merchant -> zones.put(merchant.getId(), ZoneId.of(merchant.getTimezone())));
            scan.each(Topics.PAYMENTS, partition, payment -> {
                if (isWanted(date(payment.getMerchantId(), payment.getOccurredAtMs()))) {
                    payments.put(payment.getId(), payment);
                }
            });
            scan.each(Topics.REFUNDS, partition, refund -> {
                if (isWanted(date(refund.getMerchantId(), refund.getOccurredAtMs()))) {
                    refunds.put(refund.getId(), refund);
                }
            });
        }

        private boolean isWanted(int date) {
            return date >= first && date <= last;
        }

        private int date(String merchantId, long occurredAtMs) {
            ZoneId of = zones.getOrDefault(merchantId, ZoneOffset.UTC);
            return (int)
                    Instant.ofEpochMilli(occurredAtMs).atZone(of).toLocalDate().toEpochDay();
        }

        Map<String, DailyStatistic> facts(String runId, long nowMs) {
            Map<String, DailyStatistic> facts = new TreeMap<>();
            payments.values().forEach(payment -> {
                int date = date(payment.getMerchantId(), payment.getOccurredAtMs());
                add(of(facts, new Line(date, payment.getMerchantId(), payment.getCurrency()), runId, nowMs), payment);
            });
            refunds.values().stream()
                    .filter(refund -> refund.getStatus() == RefundStatusCode.SUCCEEDED)
                    .forEach(refund -> {
                        int date = date(refund.getMerchantId(), refund.getOccurredAtMs());
                        Line line = new Line(date, refund.getMerchantId(), refund.getCurrency());
                        DailyStatistic of = of(facts, line, runId, nowMs);
                        of.setRefunds(of.getRefunds() + 1);
                        of.setRefunded(Math.addExact(of.getRefunded(), refund.getAmount()));
                    });
            return facts;
        }

        private DailyStatistic of(Map<String, DailyStatistic> facts, Line line, String runId, long nowMs) {
            return facts.computeIfAbsent(
                    line.key(),
                    _ -> new DailyStatistic(
                            line.date(), line.merchantId(), line.currency(), 0L, 0L, 0L, 0L, 0L, 0L, 0L, runId, nowMs));
        }

        private void add(DailyStatistic of, PaymentFact payment) {
            of.setPayments(of.getPayments() + 1);
            if (payment.getStatus() == PaymentStatusCode.SUCCEEDED) {
                of.setSucceeded(of.getSucceeded() + 1);
                of.setAmount(Math.addExact(of.getAmount(), payment.getAmountCaptured()));
                of.setFees(Math.addExact(of.getFees(), payment.getFee()));
            } else if (payment.getStatus() == PaymentStatusCode.FAILED) {
                of.setFailed(of.getFailed() + 1);
            }
        }
    }
}

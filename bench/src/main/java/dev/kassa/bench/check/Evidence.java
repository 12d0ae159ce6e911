package dev.kassa.bench.check;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is held against the model.
 *
 * @param log what Kassa wrote
 * @param charges what the channel says that it did; null where it was not asked
 * @param exchanges what callers asked and were told; empty where nobody kept it
 * @param changes what operators changed and were told; empty where nobody kept it
 * @param reads what reads answered once all was quiet; null where none was made
 * @param drained whether the system had time to finish, so that nothing may be in flight
 */
public record Evidence(
        RecordedLog log,
        @Nullable List<Charge> charges,
        List<Exchange> exchanges,
        List<Change> changes,
        @Nullable Reads reads,
        boolean drained) {

    /** The log alone, once all was quiet. */
    public static Evidence of(RecordedLog log) {
        return new Evidence(log, null, List.of(), List.of(), null, true);
    }

    /**
     * What the channel did under one key, by its own record.
     *
     * @param key as the connector sent it, e.g. {@code pay_…:authorize}
     * @param operation {@code authorize}, {@code capture}, {@code void} or {@code refund}
     * @param done whether money (or the authorization) moved
     * @param captured whether it took the payer's money: a capture, or an authorization that captures at once
     * @param amount minor units
     */
    public record Charge(String key, String operation, boolean done, boolean captured, long amount, String currency) {}

    /**
     * One request of a caller and its answer, by the caller's own clock.
     *
     * @param operation {@code payment} or {@code refund}
     * @param bodyDigest equal for equal requests
     * @param answeredNs meaningless where there was no answer
     * @param status the HTTP status; 0 where no answer came
     * @param body of the answer; empty where there was none
     */
    public record Exchange(
            String merchantId,
            String operation,
            String key,
            String bodyDigest,
            long askedNs,
            long answeredNs,
            int status,
            String body) {
        /** Whether the caller was told how it ended: neither silence, nor later, nor try again. */
        public boolean definite() {
            return status >= 200 && status < 500 && status != 202 && status != 429;
        }
    }

    /**
     * One change of a table and its answer, by the same clock as exchanges.
     *
     * @param requestId as the log has it
     * @param subject kind and key as {@code setting/risk.band.flag}, or a merchant's id
     * @param shared whether all merchants share what was changed
     * @param answeredNs meaningless where there was no answer
     * @param status the HTTP status; 0 where no answer came
     * @param version after the change, where it was made
     */
    public record Change(
            String requestId, String subject, boolean shared, long askedNs, long answeredNs, int status, long version) {
        /** Whether the caller was told that it holds everywhere. */
        public boolean inForce() {
            return status == 200 || status == 201;
        }

        /** Whether the caller was told that nothing changed. */
        public boolean refused() {
            return status >= 400 && status < 500 && status != 429;
        }
    }

    /**
     * What reads answered.
     *
     * @param balances by merchant, currency and bucket, minor units
     * @param trialBalance by currency and account: debits less credits
     * @param healthy the trial balance's own word
     * @param flows what the funds flow of all time closes with, as the trial balance
     * @param trends what the reports of all time add up to, by currency
     */
    public record Reads(
            Map<String, Map<String, Map<String, Long>>> balances,
            Map<String, Map<String, Long>> trialBalance,
            boolean healthy,
            Map<String, Map<String, Long>> flows,
            Map<String, Sums> trends) {}

    /**
     * What payments and refunds of a currency come to.
     *
     * @param amount minor units
     * @param refunded likewise
     */
    public record Sums(long succeeded, long amount, long failed, long refunds, long refunded) {
        /** Both together. */
        public Sums plus(Sums other) {
            return new Sums(
                    succeeded + other.succeeded,
                    amount + other.amount,
                    failed + other.failed,
                    refunds + other.refunds,
                    refunded + other.refunded);
        }
    }
}

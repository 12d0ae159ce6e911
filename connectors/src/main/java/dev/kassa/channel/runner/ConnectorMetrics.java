package dev.kassa.channel.runner;

import java.util.Map;

/**
 * What a connector has done since it was started; a snapshot.
 *
 * @param calls commands carried out at a channel or the bank
 * @param outcomes outcomes that the log has acknowledged, by result in lower case
 * @param inFlight records taken and not finished
 * @param redelivered records that came again, and were asked about before they were called
 * @param handedOver records whose outcome was given as unknown while the call went on
 * @param deadLetters records that could not be read
 * @param retried outcomes that the log did not acknowledge, so that their record came again
 * @param lockLost acknowledgements that the broker refused, because the record's lock was no longer ours
 * @param callLatency of a command at its channel
 * @param hopLatency from a command's append to the acknowledgement of its outcome, the call included; to the millisecond
 */
public record ConnectorMetrics(
        long calls,
        Map<String, Long> outcomes,
        long inFlight,
        long redelivered,
        long handedOver,
        long deadLetters,
        long retried,
        long lockLost,
        Latency callLatency,
        Latency hopLatency) {
    /** How many, and percentiles in microseconds, off by at most 12.5 %. */
    public record Latency(long count, long p50Micros, long p95Micros, long p99Micros) {}
}

package dev.kassa.channel.runner;

import java.time.Duration;

/**
 * How a connector runs.
 *
 * @param kind which intake
 * @param groupId of the share group or the consumer group
 * @param instanceId this process within the group, the same after a restart
 * @param lanes share consumers of this process; a lane takes its next batch when every record of the last is settled
 * @param callsPerChannelMax calls under way at one channel
 * @param callsMax calls under way at all channels together
 * @param takenMax records taken and not finished, above which nothing is fetched
 * @param patience share group only: how long a lane waits for a call under way before it says "unknown" to the log and
 *     takes more; the call goes on, and its outcome follows
 * @param lockDuration share group only: how long a record is locked; well above {@code patience}
 * @param deliveryCountLimit share group only: deliveries after which the broker would drop a record
 * @param stopGrace how long a stop waits for calls under way
 * @param handsOver group only: whether a clean stop gives the partitions to other processes at once; else they wait for
 *     this one to return, until its session ends
 */
public record ConnectorSettings(
        Kind kind,
        String groupId,
        String instanceId,
        int lanes,
        int callsPerChannelMax,
        int callsMax,
        int takenMax,
        Duration patience,
        Duration lockDuration,
        int deliveryCountLimit,
        Duration stopGrace,
        boolean handsOver) {
    /** How records are taken. */
    public enum Kind {
        /** KIP-932: records are shared, one by one, over all lanes of all processes. */
        SHARE,
        /** A consumer group with static membership: partitions are shared. */
        GROUP
    }

    public ConnectorSettings {
        atLeast("lanes", lanes, 1);
        atLeast("callsPerChannelMax", callsPerChannelMax, 1);
        atLeast("callsMax", callsMax, 1);
        atLeast("takenMax", takenMax, 1);
        atLeast("deliveryCountLimit", deliveryCountLimit, 2);
        if (patience.multipliedBy(2).compareTo(lockDuration) > 0) {
            throw new IllegalArgumentException("patience must be at most half of the lock's duration");
        }
    }

    /** The defaults of an intake, in the group {@code connectors}. */
    public static ConnectorSettings of(Kind kind) {
        return new ConnectorSettings(
                kind,
                "connectors",
                "connectors-1",
                4,
                256,
                1024,
                2048,
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                10,
                Duration.ofSeconds(3),
                false);
    }

    public ConnectorSettings withGroup(String group, String instance) {
        return new ConnectorSettings(
                kind,
                group,
                instance,
                lanes,
                callsPerChannelMax,
                callsMax,
                takenMax,
                patience,
                lockDuration,
                deliveryCountLimit,
                stopGrace,
                handsOver);
    }

    public ConnectorSettings withLanes(int count) {
        return new ConnectorSettings(
                kind,
                groupId,
                instanceId,
                count,
                callsPerChannelMax,
                callsMax,
                takenMax,
                patience,
                lockDuration,
                deliveryCountLimit,
                stopGrace,
                handsOver);
    }

    public ConnectorSettings withCalls(int perChannelMax, int overallMax) {
        return new ConnectorSettings(
                kind,
                groupId,
                instanceId,
                lanes,
                perChannelMax,
                overallMax,
                takenMax,
                patience,
                lockDuration,
                deliveryCountLimit,
                stopGrace,
                handsOver);
    }

    public ConnectorSettings withTimes(Duration lanePatience, Duration lock, Duration grace) {
        return new ConnectorSettings(
                kind,
                groupId,
                instanceId,
                lanes,
                callsPerChannelMax,
                callsMax,
                takenMax,
                lanePatience,
                lock,
                deliveryCountLimit,
                grace,
                handsOver);
    }

    public ConnectorSettings withHandsOver(boolean other) {
        return new ConnectorSettings(
                kind,
                groupId,
                instanceId,
                lanes,
                callsPerChannelMax,
                callsMax,
                takenMax,
                patience,
                lockDuration,
                deliveryCountLimit,
                stopGrace,
                other);
    }

    private static void atLeast(String name, int value, int min) {
        if (value < min) {
            throw new IllegalArgumentException(name + " must be at least " + min + ": " + value);
        }
    }
}

package dev.kassa.standalone.node;

import dev.kassa.archive.ArchiveFiles;
import dev.kassa.core.CoreSettings;
import dev.kassa.core.CoreTopology;
import dev.kassa.core.RiskWatch;
import dev.kassa.export.ExportDesk;
import dev.kassa.export.ExportLimits;
import dev.kassa.export.ExportTopology;
import dev.kassa.replay.LogReader;
import dev.kassa.schedule.JobCatalogue;
import dev.kassa.schedule.ScheduleTally;
import dev.kassa.schedule.ScheduleTopology;
import dev.kassa.settlement.window.SettlementTally;
import dev.kassa.settlement.window.SettlementTopology;
import dev.kassa.stream.StreamsSettings;
import dev.kassa.trend.Slice;
import dev.kassa.trend.TrendProgress;
import dev.kassa.trend.TrendTopology;
import dev.kassa.velocity.Past;
import dev.kassa.velocity.Unlaid;
import dev.kassa.velocity.VelocityTopology;
import dev.kassa.view.ViewProgress;
import dev.kassa.view.ViewTopology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** Starts the Kafka Streams applications, each with its guarantee and its commit interval. */
public final class Applications {
    /** The longest; see the core's own pace for the shortest. */
    private static final Duration CORE_COMMIT = Duration.ofMillis(100);

    private static final Duration VIEWS_COMMIT = Duration.ofMillis(100);
    /** A flag is two commits late; nobody waits for it, and a commit costs the core's payments a little. */
    private static final Duration VELOCITY_COMMIT = Duration.ofMillis(200);

    private static final long CORE_CACHE_BYTES = 16L << 20;

    /** What few rows wait for a commit, the views keep themselves; exports have few. */
    private static final long NO_CACHE_BYTES = 0;

    private static final Duration EXPORTS_COMMIT = Duration.ofMillis(100);
    private static final Duration SCHEDULE_COMMIT = Duration.ofMillis(500);
    private static final long VELOCITY_CACHE_BYTES = 2L << 20;

    /** The longest; whoever waits for a settlement is answered sooner by its pace. */
    private static final Duration SETTLEMENT_COMMIT = Duration.ofMillis(500);

    /** The longest; sooner where facts do not flood in. */
    private static final Duration TREND_COMMIT = Duration.ofMillis(1_500);

    private static final long SETTLEMENT_CACHE_BYTES = 16L << 20;

    private Applications() {}

    /**
     * @param stateFolder the same at each start
     * @param watch told of what risk decides
     * @param onDeath called once it has given up for good
     */
    public static StreamsApplication core(
            Surroundings surroundings, Path stateFolder, RiskWatch watch, Runnable onDeath) {
        CoreSettings embedded = CoreSettings.EMBEDDED;
        CoreSettings core = new CoreSettings(
                surroundings.partitions(), embedded.channels(), embedded.defaultChannel(), embedded.idempotencyHold());
        return StreamsApplication.start(
                CoreTopology.build(surroundings.codecs(), core, watch),
                settings("core", surroundings, stateFolder, true, CORE_COMMIT, CORE_CACHE_BYTES),
                onDeath);
    }

    /**
     * @param generation which of the generations of views it is
     * @param archive where files of the archive are
     * @param progress the one that the queries over it are given
     * @param server host and port by which others ask it; null: nobody else does
     */
    public static StreamsApplication views(
            Surroundings surroundings,
            Path stateFolder,
            int generation,
            ArchiveFiles archive,
            ViewProgress progress,
            @Nullable String server,
            Runnable onDeath) {
        StreamsSettings settings = settings(
                ViewTopology.applicationId(generation), surroundings, stateFolder, false, VIEWS_COMMIT, NO_CACHE_BYTES);
        return StreamsApplication.start(
                ViewTopology.build(surroundings.codecs(), archive, progress),
                server == null ? settings : settings.with(StreamsConfig.APPLICATION_SERVER_CONFIG, server),
                onDeath);
    }

    public static StreamsApplication velocity(Surroundings surroundings, Path stateFolder, Runnable onDeath) {
        LogReader log = new LogReader(surroundings.bootstrapServers(), Map.copyOf(surroundings.clientProperties()));
        return StreamsApplication.start(
                VelocityTopology.build(surroundings.codecs(), Past.of(log), Unlaid.of(log), surroundings.partitions()),
                settings(
                        VelocityTopology.APPLICATION,
                        surroundings,
                        stateFolder,
                        true,
                        VELOCITY_COMMIT,
                        VELOCITY_CACHE_BYTES),
                onDeath);
    }

    /**
     * @param generation which of the generations of trends it is
     * @param slices that cells are kept in
     * @param progress the one that the queries over it are given
     * @param server host and port by which others ask it; null: nobody else does
     */
    public static StreamsApplication trend(
            Surroundings surroundings,
            Path stateFolder,
            int generation,
            List<Slice> slices,
            TrendProgress progress,
            @Nullable String server,
            Runnable onDeath) {
        StreamsSettings settings = settings(
                TrendTopology.applicationId(generation), surroundings, stateFolder, true, TREND_COMMIT, NO_CACHE_BYTES);
        return StreamsApplication.start(
                TrendTopology.build(surroundings.codecs(), slices, progress),
                server == null ? settings : settings.with(StreamsConfig.APPLICATION_SERVER_CONFIG, server),
                onDeath);
    }

    /** @param tally is told what was done */
    public static StreamsApplication settlement(
            Surroundings surroundings, Path stateFolder, SettlementTally tally, Runnable onDeath) {
        StreamsSettings settings = settings(
                SettlementTopology.APPLICATION,
                surroundings,
                stateFolder,
                true,
                SETTLEMENT_COMMIT,
                SETTLEMENT_CACHE_BYTES);
        return StreamsApplication.start(
                SettlementTopology.build(surroundings.codecs(), tally),
                // It does not wait for what comes later, but for what is in the log.
                settings.with(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0L),
                onDeath);
    }

    /**
     * @param zone in which all jobs are scheduled but the settlement
     * @param tally is told what becomes of runs
     */
    static StreamsApplication schedule(
            Surroundings surroundings, Path stateFolder, ZoneId zone, ScheduleTally tally, Runnable onDeath) {
        return StreamsApplication.start(
                ScheduleTopology.build(surroundings.codecs(), JobCatalogue.in(zone), surroundings.partitions(), tally),
                settings(
                        ScheduleTopology.APPLICATION, surroundings, stateFolder, true, SCHEDULE_COMMIT, NO_CACHE_BYTES),
                onDeath);
    }

    /** @param desk is told what there is to work on */
    static StreamsApplication exports(
            Surroundings surroundings, Path stateFolder, ExportLimits limits, ExportDesk desk, Runnable onDeath) {
        return StreamsApplication.start(
                ExportTopology.build(surroundings.codecs(), limits, desk),
                settings(ExportTopology.APPLICATION, surroundings, stateFolder, true, EXPORTS_COMMIT, NO_CACHE_BYTES),
                onDeath);
    }

    private static StreamsSettings settings(
            String application,
            Surroundings surroundings,
            Path stateFolder,
            boolean exactlyOnce,
            Duration commit,
            long cacheBytes) {
        make(stateFolder);
        return new StreamsSettings(
                application,
                surroundings.bootstrapServers(),
                stateFolder,
                application + "-" + surroundings.instance(),
                exactlyOnce,
                commit,
                surroundings.spread(),
                cacheBytes,
                surroundings.replicationFactor(),
                Map.copyOf(surroundings.clientProperties()));
    }

    /** Of two applications that start at the same time and make it themselves, one fails where the other is quicker. */
    private static void make(Path stateFolder) {
        try {
            Files.createDirectories(stateFolder);
        } catch (IOException e) {
            throw new StartException(
                    "the folder " + stateFolder.toAbsolutePath() + " cannot be made: " + e.getMessage(), e);
        }
    }
}

package dev.kassa.settlement.window;

import dev.kassa.avro.CreateSettlement;
import dev.kassa.avro.RunProgress;
import dev.kassa.avro.SettlementRun;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Finds what a run is to have closed, a few at a time, so that those who pay meanwhile hardly wait for it. */
final class Closing {
    /** So many may be asked for and not yet drawn up. */
    static final int UNDER_WAY_MAX = 64;

    /** So many are looked at in one go: a transaction that takes long is taken for a hung one. */
    static final int LOOKED_AT_MAX = 10_000;

    /** A look costs about the same for one as for many, and there is one less often. */
    private static final int TOGETHER_MIN = 16;

    private final Windows windows;
    private final Hours hours;

    Closing(Windows windows, Hours hours) {
        this.windows = windows;
        this.hours = hours;
    }

    /**
     * What is to be closed next; the progress is moved on. Nothing, where too few may be asked for to be worth the look. Where
     * it did not come to the last window though more may be asked for, there is more to look at: see {@link #goesOn}.
     */
    List<CreateSettlement> next(RunProgress progress, int graceMinutes) {
        List<CreateSettlement> asked = new ArrayList<>();
        int most = UNDER_WAY_MAX - progress.getUnderWay();
        if (progress.getAskedAll() || most < TOGETHER_MIN) {
            return asked;
        }
        ByteBuffer after = progress.getAfter();
        Bytes place = after == null ? null : Bytes.wrap(bytes(after));
        try (KeyValueIterator<Bytes, byte[]> open = windows.behind(place)) {
            for (int looked = 0; open.hasNext() && asked.size() < most && looked < LOOKED_AT_MAX; looked++) {
                Bytes key = open.next().key;
                if (place == null || key.compareTo(place) > 0) {
                    place = look(WindowKey.of(key), progress.getRun(), graceMinutes, asked);
                }
            }
            progress.setAskedAll(!open.hasNext());
        }
        progress.setAfter(place == null ? null : ByteBuffer.wrap(place.get()));
        progress.setUnderWay(progress.getUnderWay() + asked.size());
        return asked;
    }

    /** Whether a run is to be looked at again, though nothing comes back for it. */
    static boolean goesOn(RunProgress progress) {
        return !progress.getAskedAll() && progress.getUnderWay() <= UNDER_WAY_MAX - TOGETHER_MIN;
    }

    /** Asks for the window where it is due, and gives the place from which on others are looked at. */
    private Bytes look(WindowKey window, SettlementRun run, int graceMinutes, List<CreateSettlement> asked) {
        LocalDate lastOfPeriod = due(window, run, graceMinutes);
        if (lastOfPeriod == null) {
            return window.bytes();
        }
        asked.add(close(window, run));
        // The dates of the period that are open together are closed with it; any others by the next run.
        return new WindowKey(window.merchantId(), window.currency(), lastOfPeriod).bytes();
    }

    /** The last date of the window's period, where that is to be closed by this run. */
    private @Nullable LocalDate due(WindowKey window, SettlementRun run, int graceMinutes) {
        Hours.Of of = hours.of(window.merchantId());
        if (of == null || !isOfZone(of, run)) {
            return null;
        }
        LocalDate date = window.date();
        return of.isDue(date, graceMinutes, Instant.ofEpochMilli(run.getDueAtMs()))
                ? of.cycle().lastOf(date)
                : null;
    }

    private static CreateSettlement close(WindowKey window, SettlementRun run) {
        return new CreateSettlement(
                window.merchantId(),
                window.currency(),
                Math.toIntExact(window.date().toEpochDay()),
                run.getRunId());
    }

    private static boolean isOfZone(Hours.Of of, SettlementRun run) {
        String zone = run.getTimezone();
        return zone == null || of.zone().equals(ZoneId.of(zone));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}

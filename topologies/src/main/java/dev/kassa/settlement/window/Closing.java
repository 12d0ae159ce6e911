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

    private final Windows windows;
    private final Hours hours;

    Closing(Windows windows, Hours hours) {
        this.windows = windows;
        this.hours = hours;
    }

    /** What is to be closed next; the progress is moved on. */
    List<CreateSettlement> next(RunProgress progress, int graceMinutes) {
        List<CreateSettlement> asked = new ArrayList<>();
        int most = UNDER_WAY_MAX - progress.getUnderWay();
        if (progress.getAskedAll() || most <= 0) {
            return asked;
        }
        ByteBuffer after = progress.getAfter();
        Bytes place = after == null ? null : Bytes.wrap(bytes(after));
        WindowKey last = null;
        try (KeyValueIterator<Bytes, byte[]> open = windows.behind(place)) {
            while (open.hasNext() && asked.size() < most) {
                Bytes key = open.next().key;
                if (key.equals(place)) {
                    continue;
                }
                WindowKey window = WindowKey.of(key);
                LocalDate lastOfPeriod = due(window, progress.getRun(), graceMinutes);
                if (lastOfPeriod != null) {
                    asked.add(close(window, progress.getRun()));
                    // The dates of the period that are open together are closed with it; any others by the next run.
                    last = new WindowKey(window.merchantId(), window.currency(), lastOfPeriod);
                    place = last.bytes();
                } else {
                    place = key;
                }
                progress.setAfter(ByteBuffer.wrap(place.get()));
                if (last != null && open.hasNext() && isWithin(open.peekNextKey(), place)) {
                    skipTo(open, place);
                }
            }
            progress.setAskedAll(!open.hasNext());
        }
        progress.setUnderWay(progress.getUnderWay() + asked.size());
        return asked;
    }

    private static void skipTo(KeyValueIterator<Bytes, byte[]> open, Bytes place) {
        while (open.hasNext() && isWithin(open.peekNextKey(), place)) {
            open.next();
        }
    }

    private static boolean isWithin(Bytes key, Bytes place) {
        return key.compareTo(place) <= 0;
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

package dev.kassa.bench.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** When each address, device and customer paid at one merchant, and which devices it has seen: every moment of it. */
final class Velocity {
    private static final int OLDEST_PART = 10;

    /**
     * How often something happened within a window, this time included.
     *
     * @param certain without what is in the window's oldest tenth, which may be forgotten
     * @param most with it
     */
    record Count(int certain, int most) {
        boolean fits(int told) {
            return certain <= told && told <= most;
        }
    }

    private static final class Moments {
        private final List<Long> times = new ArrayList<>();
        private long windowMs;
    }

    private final Map<String, Moments> seen = new HashMap<>();
    private final Set<String> devices = new HashSet<>();

    /** Counts one more. Where the window is another than it was, counting begins anew. */
    Count countWith(String what, long nowMs, long windowMs) {
        Moments moments = seen.computeIfAbsent(what, none -> new Moments());
        if (moments.windowMs != windowMs) {
            moments.times.clear();
            moments.windowMs = windowMs;
        }
        moments.times.add(nowMs);
        long certainFromMs = nowMs - (windowMs - windowMs / OLDEST_PART);
        int certain = 0;
        int most = 0;
        for (int i = moments.times.size() - 1; i >= 0 && moments.times.get(i) > nowMs - windowMs; i--) {
            most++;
            certain += moments.times.get(i) >= certainFromMs ? 1 : 0;
        }
        return new Count(certain, most);
    }

    /** Whether the device was never seen before. */
    boolean isNew(String device) {
        return devices.add(device);
    }
}

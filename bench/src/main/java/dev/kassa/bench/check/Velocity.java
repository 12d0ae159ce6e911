package dev.kassa.bench.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** When each address, device and customer paid at one merchant, and which devices it has seen: every moment of it. */
final class Velocity {
    /**
     * How often something happened within a window, this time included. Where the window was smaller once, what lies outside
     * of that may be forgotten.
     *
     * @param certain within the smallest window there was
     * @param most within the window there is
     */
    record Count(int certain, int most) {
        boolean fits(int told) {
            return certain <= told && told <= most;
        }
    }

    private final Map<String, List<Long>> seen = new HashMap<>();
    private final Set<String> devices = new HashSet<>();

    /** Counts one more. Exact as long as a partition takes no more than 50,000 payments in a window, which is all it counts. */
    Count countWith(String what, long nowMs, long windowMs, long smallestMs) {
        List<Long> times = seen.computeIfAbsent(what, none -> new ArrayList<>());
        times.add(nowMs);
        int certain = 0;
        int most = 0;
        for (int i = times.size() - 1; i >= 0 && times.get(i) > nowMs - windowMs; i--) {
            most++;
            certain += times.get(i) > nowMs - smallestMs ? 1 : 0;
        }
        return new Count(certain, most);
    }

    /** Whether the device was never seen before. */
    boolean isNew(String device) {
        return devices.add(device);
    }
}

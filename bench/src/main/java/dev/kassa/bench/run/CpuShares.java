package dev.kassa.bench.run;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who used the processors of this JVM, by kind of thread. It tells where the time goes also where the machine is shared and
 * throughput means little. Threads that ended in between, the collector's and the compiler's count as {@code jvm}.
 */
final class CpuShares {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<Long, Long> before = cpuNs();
    private final long processBeforeNs = processNs();

    /** Nanoseconds since this was made, by kind, and all of it under {@code all}. */
    Map<String, Long> since() {
        Map<String, Long> shares = new TreeMap<>();
        long all = processNs() - processBeforeNs;
        long known = 0;
        for (Map.Entry<Long, Long> thread : cpuNs().entrySet()) {
            ThreadInfo info = THREADS.getThreadInfo(thread.getKey());
            long used = thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
            if (info != null && used > 0) {
                shares.merge(kind(info.getThreadName()), used, Long::sum);
                known += used;
            }
        }
        shares.merge("jvm", Math.max(0, all - known), Long::sum);
        shares.put("all", all);
        return shares;
    }

    private static String kind(String thread) {
        if (thread.startsWith("core-") || thread.contains("| core-")) {
            return "core";
        }
        if (thread.startsWith("views-") || thread.contains("| views-")) {
            return "views";
        }
        if (thread.startsWith("risk-velocity-") || thread.contains("| risk-velocity-")) {
            return "velocity";
        }
        if (thread.startsWith("settlement-") || thread.contains("| settlement-")) {
            return "settlement";
        }
        if (thread.startsWith("trend-") || thread.contains("| trend-")) {
            return "trend";
        }
        if (thread.startsWith("bench-") || thread.equals("main") || thread.contains("| producer-")) {
            return "bench";
        }
        boolean connector = thread.startsWith("connector")
                || thread.startsWith("ForkJoinPool")
                || thread.contains("consumer_background");
        return connector ? "connector" : "broker";
    }

    private static Map<Long, Long> cpuNs() {
        Map<Long, Long> times = new HashMap<>();
        for (long id : THREADS.getAllThreadIds()) {
            times.put(id, Math.max(0, THREADS.getThreadCpuTime(id)));
        }
        return times;
    }

    private static long processNs() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}

package dev.kassa.check;

import java.util.ArrayList;
import java.util.List;

/** All violations of a check counted, and the first of them kept. Not thread-safe. */
final class Violations {
    static final int KEPT_MAX = 100;
    private static final int TEXT_MAX = 300;

    private final List<Violation> kept = new ArrayList<>();
    private long count;

    void add(Rule rule, int partition, long sequence, String subjectId, String text) {
        count++;
        if (kept.size() < KEPT_MAX) {
            kept.add(new Violation(rule, partition, sequence, cut(subjectId), cut(text)));
        }
    }

    /** What stands in an altered record may be as long as a record. */
    private static String cut(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "…";
    }

    long count() {
        return count;
    }

    List<Violation> kept() {
        return List.copyOf(kept);
    }
}

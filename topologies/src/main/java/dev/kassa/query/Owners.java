package dev.kassa.query;

import dev.kassa.schema.Ids;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose the ids of a partition may be, by their {@link Ids#mark mark}, as far as it was read: merchants are few and stay, so most
 * look-ups need not read it again. What is missing here may be there by now. Thread-safe.
 */
final class Owners {
    private final Map<Integer, List<String>> byMark = new ConcurrentHashMap<>();

    List<String> known(int mark) {
        return byMark.getOrDefault(mark, List.of());
    }

    void learn(int mark, List<String> merchants) {
        if (!merchants.isEmpty()) {
            byMark.put(mark, merchants);
        }
    }
}

package dev.kassa.bench.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects violations in the order in which they are found. Not thread-safe. */
final class Findings {
    private final List<Violation> violations = new ArrayList<>();

    void add(String invariant, String at, String what) {
        violations.add(new Violation(invariant, at, what));
    }

    void unless(boolean holds, String invariant, String at, String what) {
        if (!holds) {
            add(invariant, at, what);
        }
    }

    void equal(@Nullable Object expected, @Nullable Object found, String invariant, String at, String name) {
        if (!Objects.equals(expected, found)) {
            add(invariant, at, name + " is " + found + ", expected " + expected);
        }
    }

    List<Violation> all() {
        return List.copyOf(violations);
    }
}

package dev.kassa.channel.simulator;

import java.util.ArrayList;
import java.util.List;

/** One charge with what was done to it since. Guarded by {@link Books}. */
final class Charge {
    /** Approved, or pending. */
    Deed deed;

    final List<Deed> captures = new ArrayList<>();
    final List<Deed> voids = new ArrayList<>();
    final List<Deed> refunds = new ArrayList<>();

    Charge(Deed deed) {
        this.deed = deed;
    }

    /** Minor units taken. */
    long captured() {
        if (!deed.approved()) {
            return 0;
        }
        return deed.request().capture() ? deed.request().amount() : sum(captures);
    }

    /** How many times money was taken: never more than once, or the simulator is wrong. */
    long timesCharged() {
        if (!deed.approved()) {
            return 0;
        }
        return (deed.request().capture() ? 1 : 0)
                + captures.stream().filter(Deed::approved).count();
    }

    long refunded() {
        return sum(refunds);
    }

    boolean voided() {
        return voids.stream().anyMatch(Deed::approved);
    }

    private static long sum(List<Deed> deeds) {
        long sum = 0;
        for (Deed deed : deeds) {
            if (deed.approved()) {
                sum = Math.addExact(sum, deed.request().amount());
            }
        }
        return sum;
    }

    /** In a word. */
    String status() {
        if (voided()) {
            return "voided";
        }
        if (!deed.approved()) {
            return deed.status().name().toLowerCase(java.util.Locale.ROOT);
        }
        return captured() > 0 ? "captured" : "authorized";
    }
}

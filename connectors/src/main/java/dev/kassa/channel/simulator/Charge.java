package dev.kassa.channel.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One charge with what was done to it since. Guarded by {@link Books}. */
final class Charge {
    /** Approved, or pending. */
    Deed deed;

    // Most charges have none of these, and there may be a million charges.
    private List<Deed> captures = List.of();
    private List<Deed> voids = List.of();
    private List<Deed> refunds = List.of();

    Charge(Deed deed) {
        this.deed = deed;
    }

    List<Deed> captures() {
        return captures;
    }

    List<Deed> voids() {
        return voids;
    }

    List<Deed> refunds() {
        return refunds;
    }

    void captured(Deed deed) {
        captures = with(captures, deed);
    }

    void voided(Deed deed) {
        voids = with(voids, deed);
    }

    void refunded(Deed deed) {
        refunds = with(refunds, deed);
    }

    private static List<Deed> with(List<Deed> deeds, Deed one) {
        List<Deed> more = new ArrayList<>(deeds);
        more.add(one);
        return List.copyOf(more);
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
            return deed.status().name().toLowerCase(Locale.ROOT);
        }
        return captured() > 0 ? "captured" : "authorized";
    }
}

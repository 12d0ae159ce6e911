package dev.kassa.view;

import dev.kassa.avro.ViewGenerations;
import dev.kassa.avro.ViewPhase;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which generations of the views, or of the trends, there are, and how one follows another: a new one is built beside the one that serves; once
 * it has caught up, both may be asked; then it serves, and the old one is still asked by whoever does not know yet; then the
 * old one goes. A number is given once, so that nothing of an earlier generation is ever taken for a later one's. Pure.
 *
 * @param serving the one that is read
 * @param beside the other one that runs; null exactly where the phase is {@code ALONE}
 * @param last the highest number ever given
 * @param slices those that the serving one of the trends keeps, as bits; empty: those that ship, and of views always
 * @param slicesBeside likewise of the other one
 */
public record Generations(
        int serving,
        @Nullable Integer beside,
        ViewPhase phase,
        int last,
        List<Integer> slices,
        List<Integer> slicesBeside) {
    /** Before anything was ever rebuilt. */
    public static final Generations FIRST = new Generations(1, null, ViewPhase.ALONE, 1);

    /** Generations that all are made alike. */
    public Generations(int serving, @Nullable Integer beside, ViewPhase phase, int last) {
        this(serving, beside, phase, last, List.of(), List.of());
    }

    public Generations {
        slices = List.copyOf(slices);
        slicesBeside = List.copyOf(slicesBeside);
        if ((beside == null) != (phase == ViewPhase.ALONE)) {
            throw new IllegalArgumentException("in phase " + phase + " beside is " + beside);
        }
        if (serving < 1 || last < serving || (beside != null && (beside < 1 || beside > last || beside == serving))) {
            throw new IllegalArgumentException(
                    "serving %d, beside %s, last %d are no generations".formatted(serving, beside, last));
        }
    }

    /** As the record says. */
    public static Generations of(ViewGenerations told) {
        return new Generations(
                told.getServing(),
                told.getBeside(),
                told.getPhase(),
                told.getLast(),
                told.getSlices(),
                told.getSlicesBeside());
    }

    public ViewGenerations toRecord() {
        return new ViewGenerations(serving, beside, phase, last, slices, slicesBeside);
    }

    /** A new one is begun, made as the serving one is. */
    public Generations begun() {
        return begun(slices);
    }

    /** A new one of the trends is begun, which keeps these slices. */
    public Generations begun(List<Integer> kept) {
        require(ViewPhase.ALONE);
        return new Generations(serving, last + 1, ViewPhase.BUILDING, last + 1, slices, kept);
    }

    /** The new one holds what the serving one holds. */
    public Generations caughtUp() {
        require(ViewPhase.BUILDING);
        return new Generations(serving, beside, ViewPhase.CAUGHT_UP, last, slices, slicesBeside);
    }

    /** The new one serves. */
    public Generations swapped() {
        require(ViewPhase.CAUGHT_UP);
        return new Generations(other(), serving, ViewPhase.RETIRING, last, slicesBeside, slices);
    }

    /** The old one goes. */
    public Generations retired() {
        require(ViewPhase.RETIRING);
        return new Generations(serving, null, ViewPhase.ALONE, last, slices, List.of());
    }

    /** The new one goes before it has served. */
    public Generations abandoned() {
        require(ViewPhase.BUILDING, ViewPhase.CAUGHT_UP);
        return new Generations(serving, null, ViewPhase.ALONE, last, slices, List.of());
    }

    /** The one beside the serving one. */
    public int other() {
        if (beside == null) {
            throw new IllegalStateException("generation " + serving + " is alone");
        }
        return beside;
    }

    /** The slices that a generation of the trends keeps; empty: those that ship. */
    public List<Integer> slicesOf(int generation) {
        return beside != null && generation == beside ? slicesBeside : slices;
    }

    /** Those that run. */
    public Set<Integer> running() {
        return beside == null ? Set.of(serving) : Set.of(serving, beside);
    }

    /** Those that may be asked, the one to ask first at the head. */
    public List<Integer> answering() {
        return beside == null || phase == ViewPhase.BUILDING ? List.of(serving) : List.of(serving, beside);
    }

    /** Those that have been, and of which nothing is to be left. */
    public Set<Integer> gone() {
        Set<Integer> gone = new TreeSet<>();
        for (int number = 1; number <= last; number++) {
            if (!running().contains(number)) {
                gone.add(number);
            }
        }
        return gone;
    }

    private void require(ViewPhase... expected) {
        if (!List.of(expected).contains(phase)) {
            throw new IllegalStateException("Expected phase %s, but it is %s".formatted(List.of(expected), phase));
        }
    }
}

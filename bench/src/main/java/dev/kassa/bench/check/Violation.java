package dev.kassa.bench.check;

/**
 * One thing that must not be.
 *
 * @param invariant the number in the architecture, e.g. {@code I3}
 * @param at the record's place, or what was asked where there is no record
 * @param what the fault in words, with the expected and the found value
 */
public record Violation(String invariant, String at, String what) {
    @Override
    public String toString() {
        return invariant + " " + at + ": " + what;
    }
}

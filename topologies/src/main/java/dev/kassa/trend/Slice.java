package dev.kassa.trend;

import dev.kassa.port.Trends.Dimension;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * By what cells are split, beside date and currency.
 *
 * @param bits 1 merchant, 2 channel, 4 country
 */
public record Slice(int bits) {
    /** The slices that are kept unless others are asked for; what none of them is for is read from the finest. */
    public static final List<Slice> SHIPPED = List.of(
            of(),
            of(Dimension.MERCHANT),
            of(Dimension.CHANNEL),
            of(Dimension.COUNTRY),
            of(Dimension.MERCHANT, Dimension.CHANNEL),
            of(Dimension.MERCHANT, Dimension.CHANNEL, Dimension.COUNTRY));

    private static final int ALL = 7;

    public Slice {
        if (bits < 0 || bits > ALL) {
            throw new IllegalArgumentException("bits of a slice are 0 to 7, not " + bits);
        }
    }

    static Slice of(Dimension... dimensions) {
        return of(List.of(dimensions));
    }

    /** The slice that is split by these. */
    public static Slice of(Iterable<Dimension> dimensions) {
        int bits = 0;
        for (Dimension dimension : dimensions) {
            bits |= 1 << dimension.ordinal();
        }
        return new Slice(bits);
    }

    public boolean has(Dimension dimension) {
        return (bits & 1 << dimension.ordinal()) != 0;
    }

    /** What it is split by. */
    public Set<Dimension> dimensions() {
        Set<Dimension> dimensions = EnumSet.noneOf(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            if (has(dimension)) {
                dimensions.add(dimension);
            }
        }
        return dimensions;
    }

    /**
     * Slices as they are told to a generation.
     *
     * @param bits of each; empty: those that ship
     */
    public static List<Slice> told(List<Integer> bits) {
        return bits.isEmpty() ? SHIPPED : bits.stream().map(Slice::new).toList();
    }

    /** These slices and one more, as they are told to a generation. */
    public static List<Integer> with(List<Integer> told, Slice more) {
        return Stream.concat(told(told).stream(), Stream.of(more))
                .map(Slice::bits)
                .distinct()
                .sorted()
                .toList();
    }

    /** Of those that are kept, the one with the fewest cells that tells of all these dimensions. */
    static Optional<Slice> telling(List<Slice> kept, Slice needed) {
        return kept.stream()
                .filter(each -> (each.bits & needed.bits) == needed.bits)
                .min(Comparator.comparingInt(each -> Integer.bitCount(each.bits)));
    }
}

package dev.kassa.risk;

import dev.kassa.risk.BlacklistEntry.Kind;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who may not pay. Immutable: a changed list is a new one. A look-up does not depend on how many entries there are; that of
 * an IP address takes as many probes as there are lengths of ranges.
 */
public final class Blacklist {
    public static final Blacklist EMPTY = new Blacklist(Set.of());

    private final Map<Kind, Set<String>> words = new EnumMap<>(Kind.class);
    private final Set<IpRange> ranges = new HashSet<>();
    private final int[] prefixes;

    /** @param entries those with a {@link BlacklistEntry#fault()} match nothing */
    public Blacklist(Collection<BlacklistEntry> entries) {
        for (BlacklistEntry entry : entries) {
            if (entry.kind() == Kind.IP) {
                IpRange range = IpRange.parse(entry.value());
                if (range != null) {
                    ranges.add(range);
                }
            } else {
                words.computeIfAbsent(entry.kind(), kind -> new HashSet<>())
                        .add(comparable(entry.kind(), entry.value()));
            }
        }
        Set<Integer> lengths = new TreeSet<>();
        ranges.forEach(range -> lengths.add(range.prefixBits()));
        prefixes = lengths.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Whether a value of that kind is on the list. */
    public boolean has(Kind kind, @Nullable String value) {
        if (value == null) {
            return false;
        }
        if (kind == Kind.IP) {
            return prefixes.length > 0 && hasAddress(value);
        }
        Set<String> listed = words.get(kind);
        return listed != null && listed.contains(comparable(kind, value));
    }

    private boolean hasAddress(String text) {
        IpRange address = IpText.parse(text);
        if (address == null) {
            return false;
        }
        for (int prefix : prefixes) {
            if (ranges.contains(address.within(prefix))) {
                return true;
            }
        }
        return false;
    }

    private static String comparable(Kind kind, String value) {
        return switch (kind) {
            case EMAIL -> value.toLowerCase(Locale.ROOT);
            case COUNTRY -> value.toUpperCase(Locale.ROOT);
            case IP, DEVICE, CUSTOMER -> value;
        };
    }
}

package dev.kassa.edge.reference;

import dev.kassa.avro.ReferenceApplied;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.SettingBody;
import dev.kassa.port.ShippedSetting;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What holds of one kind of reference data: what the table has, and of settings that nobody has changed, what Kassa ships
 * with, as a fact of version {@value #SHIPPED_VERSION}. Thread-safe.
 */
public final class ReferenceShelf {
    /** Of what nobody has changed; the core expects the same of a first change. */
    public static final long SHIPPED_VERSION = 0;

    private final String kind;
    private final ReferenceTable table;
    private final NavigableMap<String, ShippedSetting> shipped = new TreeMap<>();

    /** @param shipped settings that there are; none where the kind is another */
    public ReferenceShelf(String kind, ReferenceTable table, List<ShippedSetting> shipped) {
        this.kind = kind;
        this.table = table;
        shipped.forEach(setting -> this.shipped.put(setting.id(), setting));
    }

    private ReferenceFact unchanged(ShippedSetting setting) {
        return ReferenceFact.newBuilder()
                .setKind(kind)
                .setKey(setting.id())
                .setVersion(SHIPPED_VERSION)
                .setBody(new SettingBody(setting.value()))
                .setChangedBy("")
                .setChangedAtMs(0)
                .setCommandOffset(0)
                .build();
    }

    /** The entry as it holds, if there is one. */
    public Optional<ReferenceFact> find(String id) {
        return table.find(kind, id)
                .or(() -> Optional.ofNullable(shipped.get(id)).map(this::unchanged));
    }

    /** Entries in the order of their ids, at most so many, of those behind an id. */
    public List<ReferenceFact> list(@Nullable String after, int most) {
        NavigableMap<String, ReferenceFact> merged = new TreeMap<>();
        (after == null ? shipped : shipped.tailMap(after, false))
                .forEach((id, setting) -> merged.put(id, unchanged(setting)));
        table.list(kind, after, most).forEach(fact -> merged.put(fact.getKey(), fact));
        return merged.values().stream().limit(most).toList();
    }

    /** What is shipped under an id; null where nothing is. */
    public @Nullable ShippedSetting shipped(String id) {
        return shipped.get(id);
    }

    /** From where a change holds, by partition; those that have told so far, and none where there was no change. */
    public List<ReferenceApplied> inForceFrom(long version) {
        return table.inForceFrom(version);
    }
}

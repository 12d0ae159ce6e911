package dev.kassa.edge;

import static dev.kassa.edge.render.Json.time;

import dev.kassa.edge.access.KeyUses;
import dev.kassa.edge.access.Merchants;
import dev.kassa.edge.export.Exports;
import dev.kassa.edge.reference.ReferenceTable;
import dev.kassa.edge.reference.TableUse;
import dev.kassa.edge.render.Json;
import dev.kassa.schema.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** How this edge stands: the tables that it answers from. For the operator. */
record SystemCalls(Intake intake, List<Table> tables) {
    private static final String LABEL = "table";
    private static final int MS_PER_SECOND = 1_000;

    /**
     * A table in memory.
     *
     * @param age seconds since it last heard from the log
     */
    record Table(String name, LongSupplier entries, TableUse use, DoubleSupplier age) {}

    /** Merchants, their keys and when those were used, every kind of reference data, and exports. */
    static List<Table> tables(
            Merchants merchants,
            DoubleSupplier age,
            ReferenceTable references,
            DoubleSupplier referencesAge,
            Exports exports,
            DoubleSupplier exportsAge,
            KeyUses keyUses,
            DoubleSupplier keyUsesAge) {
        List<Table> tables = new ArrayList<>();
        tables.add(new Table("merchants", merchants::size, merchants.use(), age));
        tables.add(new Table("keys", merchants::keys, merchants.keyUse(), age));
        tables.add(new Table("key-usage", keyUses::size, keyUses.use(), keyUsesAge));
        tables.add(reference(PlatformKeys.KIND, references, referencesAge));
        for (ReferenceKind kind : ReferenceKind.values()) {
            tables.add(reference(kind.word(), references, referencesAge));
        }
        tables.add(new Table("exports", exports::size, exports.use(), exportsAge));
        return List.copyOf(tables);
    }

    private static Table reference(String kind, ReferenceTable references, DoubleSupplier age) {
        return new Table(kind, () -> references.size(kind), references.use(kind), age);
    }

    void tables(Exchange exchange) throws IOException {
        Intake.requireStaff(intake.read(exchange, null).caller());
        QueryParameters.of(exchange.query());
        exchange.answerJson(200, Json.bytes(json -> {
            json.writeStartObject();
            json.writeName("data");
            json.writeStartArray();
            for (Table table : tables) {
                long changedAtMs = table.use().changedAtMs();
                json.writeStartObject();
                json.writeStringProperty("table", table.name());
                json.writeNumberProperty("entries", table.entries().getAsLong());
                json.writeNumberProperty("hits", table.use().hits());
                json.writeNumberProperty("misses", table.use().misses());
                json.writeNumberProperty("age_ms", Math.round(table.age().getAsDouble() * MS_PER_SECOND));
                Json.text(json, "changed_at", changedAtMs == 0 ? null : time(changedAtMs));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    /** Shows the same as metrics. */
    void show(Meters meters) {
        for (Table table : tables) {
            String name = table.name();
            TableUse use = table.use();
            meters.gauge(Metric.TABLE_AGE, () -> table.age().getAsDouble(), LABEL, name);
            meters.gauge(Metric.TABLE_ENTRIES, () -> table.entries().getAsLong(), LABEL, name);
            meters.counter(Metric.TABLE_HITS, use::hits, LABEL, name);
            meters.counter(Metric.TABLE_MISSES, use::misses, LABEL, name);
            meters.gauge(Metric.TABLE_CHANGED, () -> use.changedAtMs() / (double) MS_PER_SECOND, LABEL, name);
        }
    }
}

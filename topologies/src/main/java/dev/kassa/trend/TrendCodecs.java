package dev.kassa.trend;

import dev.kassa.avro.FlowTotals;
import dev.kassa.avro.TrendApplied;
import dev.kassa.avro.TrendCounts;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;

/** How the rows of the trends are written. Not thread-safe, as codecs are not. */
record TrendCodecs(AvroCodec<TrendCounts> counts, AvroCodec<FlowTotals> flows, AvroCodec<TrendApplied> applied) {
    static TrendCodecs of(Codecs codecs) {
        return new TrendCodecs(
                codecs.ofStore("trend-counts", TrendCounts.getClassSchema()),
                codecs.ofStore("trend-flows", FlowTotals.getClassSchema()),
                codecs.ofStore("trend-applied", TrendApplied.getClassSchema()));
    }
}

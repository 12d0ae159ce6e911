package dev.kassa.standalone.node;

import dev.kassa.port.Trends;
import dev.kassa.schema.Codecs;
import dev.kassa.trend.LocalTrends;
import dev.kassa.trend.TrendProgress;
import dev.kassa.trend.TrendQueries;

/** How the trends of an application that runs in this process are asked, by who has no edge. */
public final class TrendInstance {
    private TrendInstance() {}

    /** @param progress the one that the application was started with */
    public static Trends of(StreamsApplication application, TrendProgress progress, Codecs codecs, int partitions) {
        return new TrendQueries(new LocalTrends(application.streams(), progress, codecs), partitions);
    }
}

package dev.kassa.standalone.node;

import dev.kassa.core.ShippedSettings;
import dev.kassa.edge.EdgeServer;
import dev.kassa.edge.EdgeSettings;
import dev.kassa.edge.EdgeTls;
import dev.kassa.edge.Meters;
import dev.kassa.export.statement.SettlementStatements;
import dev.kassa.port.FileStore;
import dev.kassa.port.Queries;
import dev.kassa.port.Shadows;
import dev.kassa.port.Snapshots;
import dev.kassa.port.Trends;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.query.RemoteViews;
import dev.kassa.query.ViewClient;
import dev.kassa.query.ViewInstances;
import dev.kassa.query.ViewQueries;
import dev.kassa.replay.LogReader;
import dev.kassa.shadow.ShadowRuns;
import dev.kassa.standalone.node.RunningParts.Rank;
import dev.kassa.tls.Tls;
import dev.kassa.trend.TrendQueries;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The edge, with the views that it asks: its own in this process, or instances elsewhere. */
final class ReadSide {
    private static final ViewInstances NO_TRENDS = _ -> {
        throw new ViewUnavailableException("this process was given no trends to ask: --trends", null);
    };

    private final @Nullable ViewsPart views;
    private final Trends trends;
    private final EdgeServer edge;

    private ReadSide(@Nullable ViewsPart views, Trends trends, EdgeServer edge) {
        this.views = views;
        this.trends = trends;
        this.edge = edge;
    }

    /**
     * An edge with views of its own: all of them, as nobody else is asked.
     *
     * @param outside reads what channels and the bank tell
     * @param files where exports' files are, and those of the archive
     * @param trends those of this process, once they have begun
     * @param onDeath called once the views have given up for good
     */
    static ReadSide start(
            Surroundings surroundings,
            Path stateFolder,
            EdgeSettings settings,
            Outside outside,
            FileStore files,
            Supplier<ViewInstances> trends,
            RunningParts parts,
            Runnable onDeath) {
        ViewsPart views =
                parts.add(Rank.APPLICATIONS, new ViewsPart(surroundings.alone(), stateFolder, files, null, onDeath));
        Trends sums = new TrendQueries(trends.get(), surroundings.partitions());
        EdgeServer edge = edge(surroundings, views.serving(), sums, settings, outside, files, parts);
        views.bind(edge.meters());
        return new ReadSide(views, sums, edge);
    }

    /**
     * An edge that asks views elsewhere.
     *
     * @param views some instances of them
     * @param trends likewise; empty: it has no reports
     * @param files where exports' files are
     */
    static ReadSide over(
            List<URI> views,
            List<URI> trends,
            Surroundings surroundings,
            EdgeSettings settings,
            Outside outside,
            FileStore files,
            RunningParts parts) {
        EdgeTls tls = settings.tls();
        Tls shown = tls == null ? null : tls.tls();
        RemoteViews remote = elsewhere(views, surroundings, shown, parts);
        Trends sums = trendsElsewhere(trends, surroundings, shown, parts);
        return new ReadSide(null, sums, edge(surroundings, remote, sums, settings, outside, files, parts));
    }

    /**
     * Trends in other processes.
     *
     * @param trends some instances of them; empty: every question is refused, as there is nobody to ask
     */
    static Trends trendsElsewhere(List<URI> trends, Surroundings surroundings, @Nullable Tls tls, RunningParts parts) {
        ViewInstances asked = trends.isEmpty() ? NO_TRENDS : elsewhere(trends, surroundings, tls, parts);
        return new TrendQueries(asked, surroundings.partitions());
    }

    /**
     * Views, or trends, in other processes.
     *
     * @param views some instances of them
     * @param tls they and this process show each other certificates; null: plain HTTP
     */
    static RemoteViews elsewhere(List<URI> views, Surroundings surroundings, @Nullable Tls tls, RunningParts parts) {
        views.forEach(each -> SafeStart.requireTlsBeyondLoopback(each.getHost(), tls != null));
        ViewClient client = new ViewClient(tls == null ? null : tls::context);
        return parts.add(Rank.APPLICATIONS, new RemoteViews(views, client, surroundings.codecs()));
    }

    private static EdgeServer edge(
            Surroundings surroundings,
            ViewInstances views,
            Trends trends,
            EdgeSettings settings,
            Outside outside,
            FileStore files,
            RunningParts parts) {
        Queries queries = new ViewQueries(views, surroundings.codecs(), surroundings.partitions());
        return parts.add(
                Rank.EDGE,
                EdgeServer.start(
                        settings,
                        surroundings.codecs(),
                        new EdgeServer.Surroundings(
                                queries,
                                trends,
                                new SettlementStatements(),
                                outside.callbacks(),
                                shadows(surroundings),
                                files,
                                ShippedSettings.all())));
    }

    private static Shadows shadows(Surroundings surroundings) {
        LogReader reader = new LogReader(surroundings.bootstrapServers(), Map.copyOf(surroundings.clientProperties()));
        return new ShadowRuns(reader, surroundings.codecs(), surroundings.partitions());
    }

    /** Long reads over its own views. */
    Snapshots snapshots() {
        return Objects.requireNonNull(views, "its views are elsewhere").snapshots();
    }

    /** What trends add up to, wherever they are. */
    Trends trends() {
        return trends;
    }

    /** The metrics of the process, with those of the views and of the ledger that they hold. */
    Meters meters() {
        return edge.meters();
    }

    boolean ready() {
        return (views == null || views.application().ready()) && edge.ready();
    }

    /** What is missing, in words, for a person. */
    String state() {
        String own =
                views == null ? "" : "views " + views.application().streams().state() + ", ";
        return own + "edge " + edge.notReady();
    }
}

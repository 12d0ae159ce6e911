package dev.kassa.edge;

import dev.kassa.edge.access.Access;
import dev.kassa.edge.access.KeyUses;
import dev.kassa.edge.access.Merchants;
import dev.kassa.edge.access.RateLimits;
import dev.kassa.edge.access.SignatureBook;
import dev.kassa.edge.access.Signatures;
import dev.kassa.edge.audit.AuditLog;
import dev.kassa.edge.audit.AuditTrail;
import dev.kassa.edge.command.CommandGateway;
import dev.kassa.edge.contract.Contract;
import dev.kassa.edge.export.Exports;
import dev.kassa.edge.export.Links;
import dev.kassa.edge.geo.Countries;
import dev.kassa.edge.job.CheckBoard;
import dev.kassa.edge.job.JobBoard;
import dev.kassa.edge.live.Live;
import dev.kassa.edge.reference.RateHistory;
import dev.kassa.edge.reference.ReferenceHistory;
import dev.kassa.edge.reference.ReferenceShelf;
import dev.kassa.edge.reference.ReferenceTable;
import dev.kassa.edge.render.LiveJson;
import dev.kassa.edge.report.Today;
import dev.kassa.edge.session.Sessions;
import dev.kassa.edge.timeline.Timeline;
import dev.kassa.edge.web.WebFiles;
import dev.kassa.port.Callbacks;
import dev.kassa.port.FileStore;
import dev.kassa.port.Queries;
import dev.kassa.port.Reading;
import dev.kassa.port.Shadows;
import dev.kassa.port.ShippedSetting;
import dev.kassa.port.Statements;
import dev.kassa.port.Trends;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Metric;
import io.javalin.Javalin;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The edge, running. Thread-safe.
 *
 * <p>It listens at once and is ready somewhat later; until then writes are told to come again. Topics must exist before
 * it can become ready.
 */
public final class EdgeServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeServer.class);

    private final EdgeSettings settings;
    private final Parts parts;
    private final EdgeMetrics metrics = new EdgeMetrics();
    private final PlatformKeys platformKeys;
    private final RateLimits rates;
    private final Door door;
    private final Countries countries;
    private final Live live;
    private final Routes calls;
    private final List<Route> routes;
    private final Javalin web;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * What an edge asks of the rest of the house.
     *
     * @param queries the views
     * @param trends what payments, refunds and the journal add up to
     * @param statements writes settlements' statements
     * @param callbacks the channels' notifications
     * @param shadows the runs over the past
     * @param files where exports' files are; stays the caller's
     * @param settings those that there are, as Kassa ships with them
     */
    public record Surroundings(
            Queries queries,
            Trends trends,
            Statements statements,
            Callbacks callbacks,
            Shadows shadows,
            FileStore files,
            List<ShippedSetting> settings) {
        public Surroundings {
            settings = List.copyOf(settings);
        }
    }

    /**
     * What an edge stands on.
     *
     * @param age seconds since {@code merchants} last heard from the log
     * @param referencesAge the same of reference data
     * @param exportsAge the same of exports
     * @param caughtUp whether the tables hold all that the log held at the start
     * @param jobs with their runs and the notices
     * @param checks what checks of the ledger came to
     * @param keyUses when keys were used last
     * @param keyUsesAge the same age of those
     * @param signatures which were used
     * @param timeline the paths of payments through the log
     * @param tail what is appended from now on
     * @param stop ends the reading of tables
     */
    record Parts(
            CommandGateway gateway,
            Surroundings surroundings,
            Merchants merchants,
            DoubleSupplier age,
            ReferenceTable references,
            DoubleSupplier referencesAge,
            ReferenceHistory history,
            Exports exports,
            DoubleSupplier exportsAge,
            BooleanSupplier caughtUp,
            AuditLog audit,
            AuditTrail trail,
            JobBoard jobs,
            CheckBoard checks,
            KeyUses keyUses,
            DoubleSupplier keyUsesAge,
            SignatureBook signatures,
            Timeline timeline,
            Live.Tail tail,
            Runnable stop) {
        Queries queries() {
            return surroundings.queries();
        }

        void close() {
            gateway.close();
            audit.close();
            trail.close();
            timeline.close();
            stop.run();
        }
    }

    private EdgeServer(EdgeSettings settings, Parts parts) {
        this.settings = settings;
        this.parts = parts;
        this.platformKeys = new PlatformKeys(parts.references());
        this.rates = new RateLimits(
                settings.limits().perKey(),
                settings.limits().perAddress(),
                actor -> platformKeys.isActor(actor, parts.merchants()));
        this.door = new Door(settings.limits(), metrics, parts.audit(), rates);
        this.countries = Countries.by(settings.geoip());
        this.live = new Live(parts.tail(), this::proof, new Changes(parts.jobs())::since);
        this.calls = allRoutes();
        show();
        this.routes = calls.all();
        this.web = WebServer.start(settings, routes, door);
    }

    /**
     * Starts an edge.
     *
     * <p>Where it cannot listen, nothing of it is left running.
     *
     * @param codecs over the registry that the whole installation uses
     */
    public static EdgeServer start(EdgeSettings settings, Codecs codecs, Surroundings surroundings) {
        return start(settings, EdgeOnKafka.parts(settings, codecs, surroundings));
    }

    static EdgeServer start(EdgeSettings settings, Parts parts) {
        try {
            EdgeServer server = new EdgeServer(settings, parts);
            LOG.info("the edge listens on {}:{}", settings.host(), server.port());
            return server;
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private byte @Nullable [] proof() {
        try {
            return LiveJson.proof(parts.queries().trialBalance());
        } catch (ViewUnavailableException e) {
            return null;
        }
    }

    /** What changed since it was last asked, in the words by which pages know it. */
    private static final class Changes {
        private final JobBoard jobs;
        private long seen;

        Changes(JobBoard jobs) {
            this.jobs = jobs;
        }

        List<String> since() {
            long now = jobs.changes();
            boolean news = now != seen;
            seen = now;
            return news ? List.of("jobs") : List.of();
        }
    }

    private void show() {
        metrics.gauge(Metric.EDGE_LISTENERS, live::listening);
        metrics.meters().counter(Metric.EDGE_LISTENERS_DROPPED, live::dropped);
        metrics.gauge(Metric.HTTP_IN_FLIGHT, door::inFlight);
        metrics.gauge(Metric.EDGE_WAITERS, parts.gateway()::waiting);
        calls.system().show(metrics.meters());
        calls.exports().show(metrics.meters());
        metrics.gauge(Metric.AUDIT_WAITING, parts.audit()::waiting);
        metrics.meters().counter(Metric.AUDIT_LOST, parts.audit()::lost);
        metrics.gauge(Metric.EDGE_GEOIP, () -> countries.known() ? 1 : 0);
        metrics.gauge(Metric.LEDGER_HEALTHY, this::ledgerHealthy);
    }

    private double ledgerHealthy() {
        try {
            return parts.queries().trialBalance().healthy() ? 1 : 0;
        } catch (ViewUnavailableException e) {
            return Double.NaN;
        }
    }

    /** The metrics of the process, for its other parts too. */
    public Meters meters() {
        return metrics.meters();
    }

    private Routes allRoutes() {
        Clock clock = Clock.systemUTC();
        Contract contract = Contract.load();
        Queries queries = parts.queries();
        Access access = new Access(
                parts.merchants(),
                platformKeys::find,
                settings.keyHash(),
                settings.operatorKeyHash(),
                clock,
                parts.caughtUp());
        boolean secure = settings.tls() != null;
        Sessions sessions = new Sessions(settings.keyHash(), clock, new SecureRandom());
        Intake intake = new Intake(
                access,
                sessions,
                secure,
                new Signatures(settings.keyHash(), clock, parts.signatures()),
                parts.keyUses(),
                rates,
                contract,
                queries,
                settings.limits());
        Writes writes = new Writes(parts.gateway(), countries);
        return new Routes(
                new MerchantCalls(
                        intake, writes, parts.merchants(), parts.caughtUp(), new SecureRandom(), settings.keyHash()),
                new KeyCalls(
                        intake, writes, parts.merchants(), parts.keyUses(), new SecureRandom(), settings.keyHash()),
                new PlatformKeyCalls(
                        intake,
                        writes,
                        parts.references(),
                        parts.keyUses(),
                        new SecureRandom(),
                        settings.keyHash(),
                        clock),
                new PaymentCalls(intake, writes, queries, parts.timeline(), clock),
                new RefundCalls(intake, writes, queries, clock),
                new OrderCalls(intake),
                new LedgerCalls(intake, parts.checks()),
                new CallbackCalls(
                        parts.surroundings().callbacks(),
                        parts.gateway(),
                        settings.limits().bodyBytesMax()),
                new AuditCalls(intake, parts.trail()),
                new SystemCalls(
                        intake,
                        SystemCalls.tables(
                                parts.merchants(),
                                parts.age(),
                                parts.references(),
                                parts.referencesAge(),
                                parts.exports(),
                                parts.exportsAge(),
                                parts.keyUses(),
                                parts.keyUsesAge())),
                Stream.of(ReferenceKind.values())
                        .map(kind -> new ReferenceCalls(
                                kind, intake, writes, parts.references(), shelf(kind), parts.history(), clock))
                        .toList(),
                new ShadowCalls(intake, parts.surroundings().shadows(), clock),
                new ExportCalls(
                        intake,
                        parts.gateway(),
                        parts.merchants(),
                        parts.exports(),
                        new Links(settings.keyHash()),
                        parts.surroundings().files(),
                        clock,
                        door::isClosing),
                new SettlementCalls(
                        intake, writes, parts.merchants(), parts.surroundings().statements()),
                new WithdrawalCalls(intake, writes),
                new BankAccountCalls(intake, writes),
                new JobCalls(intake, parts.gateway(), parts.jobs()),
                new SessionCalls(intake, sessions, secure),
                new LiveCalls(intake, live),
                new PageCalls(new WebFiles()),
                new ReportCalls(
                        intake,
                        parts.surroundings().trends(),
                        new RateHistory(parts.references(), parts.history()),
                        new Today(parts.merchants(), clock)),
                new OperationCalls(metrics, contract, new DocsPage(contract), this::notReady));
    }

    private ReferenceShelf shelf(ReferenceKind kind) {
        List<ShippedSetting> shipped =
                kind == ReferenceKind.SETTING ? parts.surroundings().settings() : List.of();
        return new ReferenceShelf(kind.word(), parts.references(), shipped);
    }

    List<Route> routes() {
        return routes;
    }

    /** The port that it listens on. */
    public int port() {
        return web.port();
    }

    /** Whether a payment could be made now. */
    public boolean ready() {
        return notReady().isEmpty();
    }

    /** Why no payment could be made now; empty when one could. */
    public List<String> notReady() {
        List<String> reasons = new ArrayList<>(parts.gateway().notReady());
        if (door.isClosing()) {
            reasons.add("the edge is being stopped");
        }
        if (!parts.caughtUp().getAsBoolean()) {
            reasons.add("the tables are being read");
        }
        try {
            parts.queries().with(new Reading(null, Duration.ZERO, true)).requireAll();
        } catch (ViewUnavailableException e) {
            reasons.add("views are being moved or restored");
        }
        return reasons;
    }

    /** Lets nobody in any more, finishes what is under way within the limit that is set, and stops. Again: nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        live.close();
        if (!door.closeAndDrain(settings.limits().stop())) {
            LOG.warn("{} requests were still under way when the edge was stopped", door.inFlight());
        }
        web.stop();
        countries.close();
        parts.close();
    }
}

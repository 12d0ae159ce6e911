package dev.kassa.standalone.cli;

import dev.kassa.edge.EdgeTls;
import dev.kassa.export.ExportLimits;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.standalone.node.CatalogueTopics;
import dev.kassa.standalone.node.Roles;
import dev.kassa.standalone.node.SafeStart;
import dev.kassa.standalone.node.StartException;
import dev.kassa.standalone.node.Surroundings;
import dev.kassa.standalone.settings.Role;
import dev.kassa.standalone.settings.RoleSettings;
import dev.kassa.standalone.settings.Setting;
import dev.kassa.stream.Spread;
import dev.kassa.tls.Tls;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Starts a role as its settings say, and stays until the process is told to end or the role gives up. */
final class RoleStart {
    private final RoleSettings settings;
    private final CountDownLatch died = new CountDownLatch(1);

    private RoleStart(RoleSettings settings) {
        this.settings = settings;
    }

    /** @return the exit status of a role that ends by itself */
    static int run(Role role, RoleSettings settings) throws Exception {
        Logs.toStderr(Logs.Format.valueOf(settings.text(Setting.LOG_FORMAT).toUpperCase(Locale.ROOT)));
        RoleStart start = new RoleStart(settings);
        return switch (role) {
            case TOPICS -> start.topics();
            case CORE -> start.untilItEnds(start.core());
            case VELOCITY -> start.untilItEnds(start.velocity());
            case SETTLEMENT -> start.untilItEnds(start.settlement());
            case TREND -> start.untilItEnds(start.trend());
            case SCHEDULE -> start.untilItEnds(start.schedule());
            case JOBS -> start.untilItEnds(start.jobs());
            case CONNECTORS -> start.untilItEnds(start.connectors());
            case SIMULATOR -> start.untilItEnds(start.simulator());
            case VIEWS -> start.untilItEnds(start.views());
            case EXPORTS -> start.untilItEnds(start.exports());
            case EDGE -> start.untilItEnds(start.edge());
        };
    }

    private int topics() {
        CatalogueTopics.create(
                settings.text(Setting.KAFKA),
                settings.number(Setting.PARTITIONS),
                (short) settings.number(Setting.REPLICATION_FACTOR),
                settings.kafkaProperties());
        return 0;
    }

    private AutoCloseable core() {
        return Roles.core(
                surroundings(TlsOptions.of(settings).read()),
                settings.file(Setting.STATE),
                settings.numberIfGiven(Setting.METRICS_PORT),
                died::countDown);
    }

    private AutoCloseable velocity() {
        return Roles.velocity(
                surroundings(TlsOptions.of(settings).read()),
                settings.file(Setting.STATE),
                settings.numberIfGiven(Setting.METRICS_PORT),
                died::countDown);
    }

    private AutoCloseable settlement() {
        return Roles.settlement(
                surroundings(TlsOptions.of(settings).read()),
                settings.file(Setting.STATE),
                settings.numberIfGiven(Setting.METRICS_PORT),
                died::countDown);
    }

    private AutoCloseable trend() {
        Tls tls = TlsOptions.of(settings).read();
        return Roles.trend(
                surroundings(tls),
                settings.file(Setting.STATE),
                settings.text(Setting.TREND_HOST),
                settings.number(Setting.TREND_PORT),
                tls,
                settings.numberIfGiven(Setting.METRICS_PORT),
                died::countDown);
    }

    private AutoCloseable schedule() {
        return Roles.schedule(
                surroundings(TlsOptions.of(settings).read()),
                settings.file(Setting.STATE),
                ZoneId.of(settings.text(Setting.SCHEDULE_TIMEZONE)),
                settings.numberIfGiven(Setting.METRICS_PORT),
                died::countDown);
    }

    private AutoCloseable jobs() {
        Tls tls = TlsOptions.of(settings).read();
        return Roles.jobs(
                surroundings(tls),
                ZoneId.of(settings.text(Setting.SCHEDULE_TIMEZONE)),
                settings.urls(Setting.VIEWS_URLS),
                FileOptions.open(settings, System.getenv()),
                Duration.ofDays(settings.number(Setting.ARCHIVE_AFTER)),
                SafeStart.keyHash(settings.file(Setting.KEY_SECRET)),
                tls,
                settings.numberIfGiven(Setting.METRICS_PORT));
    }

    private AutoCloseable connectors() {
        Tls tls = TlsOptions.of(settings).read();
        return Roles.connectors(
                surroundings(tls),
                settings.url(Setting.SIMULATOR_URL),
                settings.url(Setting.BANK_URL),
                settings.url(Setting.CALLBACKS),
                SafeStart.secret(settings.file(Setting.SIMULATOR_SECRET)),
                tls,
                settings.numberIfGiven(Setting.METRICS_PORT));
    }

    private AutoCloseable simulator() {
        return Roles.simulator(
                settings.number(Setting.SIMULATOR_PORT),
                settings.number(Setting.BANK_PORT),
                settings.file(Setting.SIMULATOR_DATA),
                SafeStart.secret(settings.file(Setting.SIMULATOR_SECRET)),
                TlsOptions.of(settings).read());
    }

    private AutoCloseable views() {
        Tls tls = TlsOptions.of(settings).read();
        return Roles.views(
                surroundings(tls),
                settings.file(Setting.STATE),
                FileOptions.open(settings, System.getenv()),
                settings.text(Setting.VIEWS_HOST),
                settings.number(Setting.VIEWS_PORT),
                tls,
                settings.numberIfGiven(Setting.METRICS_PORT),
                died::countDown);
    }

    private AutoCloseable exports() {
        if (settings.urls(Setting.VIEWS_URLS).isEmpty()) {
            throw new StartException("exports needs views.urls: give --views, or a line in the file of --config.");
        }
        if (settings.urls(Setting.TREND_URLS).isEmpty()) {
            throw new StartException("exports needs trend.urls: give --trends, or a line in the file of --config.");
        }
        Tls tls = TlsOptions.of(settings).read();
        return Roles.exports(
                surroundings(tls),
                settings.file(Setting.STATE),
                settings.urls(Setting.VIEWS_URLS),
                settings.urls(Setting.TREND_URLS),
                FileOptions.open(settings, System.getenv()),
                new ExportLimits(
                        settings.number(Setting.EXPORTS_OPEN_MAX),
                        settings.number(Setting.EXPORTS_PER_DAY_MAX),
                        settings.number(Setting.EXPORTS_ROWS_MAX)),
                tls,
                settings.numberIfGiven(Setting.METRICS_PORT),
                died::countDown);
    }

    private AutoCloseable edge() {
        EdgeTls tls = EdgeTlsOptions.of(settings).read();
        return Roles.edge(
                surroundings(tls == null ? null : tls.tls()),
                settings.file(Setting.STATE),
                settings.text(Setting.EDGE_HOST),
                settings.number(Setting.EDGE_PORT),
                SafeStart.keyHash(settings.file(Setting.KEY_SECRET)),
                SafeStart.secret(settings.file(Setting.OPERATOR_KEY)),
                SafeStart.secret(settings.file(Setting.SIMULATOR_SECRET)),
                settings.urls(Setting.VIEWS_URLS),
                settings.urls(Setting.TREND_URLS),
                FileOptions.open(settings, System.getenv()),
                settings.fileIfGiven(Setting.GEOIP),
                tls,
                died::countDown);
    }

    private Surroundings surroundings(@Nullable Tls tls) {
        HttpSchemaRegistry schemas =
                HttpSchemaRegistry.of(settings.text(Setting.REGISTRY), tls == null ? null : tls::context);
        return new Surroundings(
                settings.text(Setting.KAFKA),
                new Codecs(schemas),
                settings.number(Setting.PARTITIONS),
                (short) settings.number(Setting.REPLICATION_FACTOR),
                settings.text(Setting.INSTANCE),
                new Spread(
                        settings.number(Setting.THREADS),
                        settings.number(Setting.STANDBYS),
                        settings.textIfGiven(Setting.RACK),
                        settings.flag(Setting.HAND_OVER)),
                settings.kafkaProperties());
    }

    private int untilItEnds(AutoCloseable role) throws Exception {
        StopSignal.closes(role);
        try (role) {
            died.await();
        }
        throw new StartException("the application gave up; the log says why. Start again: nothing is lost.");
    }
}

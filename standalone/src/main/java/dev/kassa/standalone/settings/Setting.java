package dev.kassa.standalone.settings;

import static dev.kassa.standalone.settings.Role.CONNECTORS;
import static dev.kassa.standalone.settings.Role.CORE;
import static dev.kassa.standalone.settings.Role.EDGE;
import static dev.kassa.standalone.settings.Role.EXPORTS;
import static dev.kassa.standalone.settings.Role.JOBS;
import static dev.kassa.standalone.settings.Role.SCHEDULE;
import static dev.kassa.standalone.settings.Role.SETTLEMENT;
import static dev.kassa.standalone.settings.Role.SIMULATOR;
import static dev.kassa.standalone.settings.Role.TOPICS;
import static dev.kassa.standalone.settings.Role.TREND;
import static dev.kassa.standalone.settings.Role.VELOCITY;
import static dev.kassa.standalone.settings.Role.VIEWS;
import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of settings: whatever a role of {@code ./kassa run} can be told stands here, with its key in a file, its
 * option on the command line, its bounds and its sentence. Secrets are named by their file, never given.
 */
public enum Setting {
    KAFKA(
            "kafka.bootstrap.servers",
            "--kafka",
            Form.ADDRESSES,
            "127.0.0.1:9092",
            HIGH,
            "Kafka's brokers, as host:port, with commas between.",
            TOPICS,
            CORE,
            VELOCITY,
            SETTLEMENT,
            TREND,
            SCHEDULE,
            JOBS,
            CONNECTORS,
            VIEWS,
            EXPORTS,
            EDGE),
    KAFKA_CONFIG(
            "kafka.config.file",
            "--kafka-config",
            Form.FILE,
            null,
            MEDIUM,
            "File of properties laid over every Kafka client, such as ssl.* and sasl.*; mode 0600 where it holds a password.",
            TOPICS,
            CORE,
            VELOCITY,
            SETTLEMENT,
            TREND,
            SCHEDULE,
            JOBS,
            CONNECTORS,
            VIEWS,
            EXPORTS,
            EDGE),
    REGISTRY(
            "registry.url",
            "--registry",
            Form.URL,
            "http://127.0.0.1:9081",
            HIGH,
            "The schema registry: its root in Confluent's API.",
            CORE,
            VELOCITY,
            SETTLEMENT,
            TREND,
            SCHEDULE,
            JOBS,
            CONNECTORS,
            VIEWS,
            EXPORTS,
            EDGE),
    PARTITIONS(
            "topics.partitions",
            "--partitions",
            Form.count(1, 1_000),
            4,
            HIGH,
            "Partitions of every topic; the same everywhere, and never changed.",
            TOPICS,
            CORE,
            VELOCITY,
            SETTLEMENT,
            TREND,
            SCHEDULE,
            JOBS,
            CONNECTORS,
            VIEWS,
            EXPORTS,
            EDGE),
    REPLICATION_FACTOR(
            "topics.replication.factor",
            "--replication-factor",
            Form.count(1, 15),
            3,
            HIGH,
            "Copies of every topic that is created; three make a claim of durability, one does not.",
            TOPICS,
            CORE,
            VELOCITY,
            SETTLEMENT,
            TREND,
            SCHEDULE,
            JOBS,
            CONNECTORS,
            VIEWS,
            EXPORTS,
            EDGE),
    INSTANCE(
            "instance.id",
            "--instance",
            Form.NAME,
            "1",
            HIGH,
            "This process's name within its application: of its own, and the same after a restart.",
            CORE,
            VELOCITY,
            SETTLEMENT,
            TREND,
            SCHEDULE,
            JOBS,
            CONNECTORS,
            VIEWS,
            EXPORTS,
            EDGE),
    RACK(
            "instance.rack",
            "--rack",
            Form.NAME,
            null,
            MEDIUM,
            "Where this process stands: copies of its state are kept in another rack, and it reads from replicas in its own.",
            CORE,
            VELOCITY,
            SETTLEMENT,
            TREND,
            SCHEDULE,
            VIEWS,
            EXPORTS,
            EDGE),
    STATE(
            "state.dir",
            "--state",
            Form.FILE,
            "state",
            HIGH,
            "Folder of the state stores: of this process alone, and the same after a restart.",
            CORE,
            VELOCITY,
            SETTLEMENT,
            TREND,
            SCHEDULE,
            VIEWS,
            EXPORTS,
            EDGE),
    STANDBYS(
            "standby.replicas",
            "--standby-replicas",
            Form.count(0, 5),
            1,
            MEDIUM,
            "Copies of each state store that other instances keep warm; none is made where there is one instance only.",
            CORE,
            VELOCITY,
            SETTLEMENT,
            TREND,
            SCHEDULE,
            VIEWS,
            EXPORTS,
            EDGE),
    THREADS(
            "stream.threads",
            "--stream-threads",
            Form.count(1, 64),
            1,
            LOW,
            "Stream threads; one for each one or two processors is fastest.",
            CORE,
            VELOCITY,
            SETTLEMENT,
            TREND,
            SCHEDULE,
            VIEWS,
            EXPORTS,
            EDGE),
    HAND_OVER(
            "stop.hand.over",
            "--stop-hand-over",
            Form.FLAG,
            true,
            LOW,
            "Whether a clean stop gives the partitions to other instances at once; else they wait 6 s for its return.",
            CORE,
            VELOCITY,
            SETTLEMENT,
            TREND,
            SCHEDULE,
            CONNECTORS,
            VIEWS,
            EXPORTS,
            EDGE),
    METRICS_PORT(
            "metrics.port",
            "--metrics-port",
            Form.PORT,
            null,
            MEDIUM,
            "Where /metrics is shown, on 127.0.0.1; the edge shows its own beside its API.",
            CORE,
            VELOCITY,
            SETTLEMENT,
            TREND,
            SCHEDULE,
            JOBS,
            CONNECTORS,
            VIEWS,
            EXPORTS),
    LOG_FORMAT(
            "log.format",
            "--log-format",
            Form.oneOf("text", "json"),
            "text",
            LOW,
            "Of the log on the standard error output: text or json.",
            Role.values()),
    TLS(
            "tls.dir",
            "--tls",
            Form.FILE,
            null,
            HIGH,
            "Folder with server.pem, server.key and ca.pem, as ./kassa certs makes it.",
            CORE,
            VELOCITY,
            SETTLEMENT,
            TREND,
            SCHEDULE,
            JOBS,
            CONNECTORS,
            SIMULATOR,
            VIEWS,
            EXPORTS,
            EDGE),
    TLS_CERTIFICATE(
            "tls.cert.file",
            "--tls-cert",
            Form.FILE,
            null,
            MEDIUM,
            "Certificate chain in PEM, its own first.",
            CORE,
            VELOCITY,
            SETTLEMENT,
            TREND,
            SCHEDULE,
            JOBS,
            CONNECTORS,
            SIMULATOR,
            VIEWS,
            EXPORTS,
            EDGE),
    TLS_KEY(
            "tls.key.file",
            "--tls-key",
            Form.FILE,
            null,
            MEDIUM,
            "Its private key: PKCS #8 in PEM, mode 0600.",
            CORE,
            VELOCITY,
            SETTLEMENT,
            TREND,
            SCHEDULE,
            JOBS,
            CONNECTORS,
            SIMULATOR,
            VIEWS,
            EXPORTS,
            EDGE),
    TLS_AUTHORITY(
            "tls.client.ca.file",
            "--tls-client-ca",
            Form.FILE,
            null,
            MEDIUM,
            "Authority in PEM that certifies those who call this process and whom it calls.",
            CORE,
            VELOCITY,
            SETTLEMENT,
            TREND,
            SCHEDULE,
            JOBS,
            CONNECTORS,
            SIMULATOR,
            VIEWS,
            EXPORTS,
            EDGE),
    TLS_CLIENTS(
            "tls.clients",
            "--tls-clients",
            Form.oneOf("none", "optional", "required"),
            null,
            MEDIUM,
            "Certificates of those who call: none, optional or required; optional where there is an authority.",
            EDGE),
    VIEWS_HOST(
            "views.host",
            "--views-host",
            Form.TEXT,
            "127.0.0.1",
            HIGH,
            "The address by which edges and other instances reach this instance of the views; another than loopback needs TLS.",
            VIEWS),
    VIEWS_PORT("views.port", "--views-port", Form.PORT, 9090, HIGH, "The port of the same.", VIEWS),
    VIEWS_URLS(
            "views.urls",
            "--views",
            Form.URLS,
            null,
            HIGH,
            "Some instances of the views, with commas between. Exports need them, and jobs for the archive; an edge without has views of its own, and must be the only one.",
            JOBS,
            EXPORTS,
            EDGE),
    TREND_HOST(
            "trend.host",
            "--trend-host",
            Form.TEXT,
            "127.0.0.1",
            HIGH,
            "The address by which edges reach this instance of the trends; another than loopback needs TLS.",
            TREND),
    TREND_PORT("trend.port", "--trend-port", Form.PORT, 9098, HIGH, "The port of the same.", TREND),
    TREND_URLS(
            "trend.urls",
            "--trends",
            Form.URLS,
            null,
            HIGH,
            "Some instances of the trends, with commas between. Exports need them. An edge that has views of its own has trends of its own too; another edge without has no reports.",
            EXPORTS,
            EDGE),
    FILES(
            "files.dir",
            "--files",
            Form.FILE,
            "exports",
            HIGH,
            "Folder of the files that Kassa makes, exports, the ledger's checkpoint and the archive, the same one for all; without meaning where they are kept in a bucket.",
            JOBS,
            VIEWS,
            EXPORTS,
            EDGE),
    FILES_S3_ENDPOINT(
            "files.s3.endpoint",
            "--files-s3-endpoint",
            Form.URL,
            null,
            MEDIUM,
            "The S3 store of the files that Kassa makes. What files.s3.* leave out is taken of the environment: KASSA_FILES_S3_ENDPOINT and so on.",
            JOBS,
            VIEWS,
            EXPORTS,
            EDGE),
    FILES_S3_BUCKET(
            "files.s3.bucket",
            "--files-s3-bucket",
            Form.TEXT,
            null,
            MEDIUM,
            "Its bucket; without one files are kept in a folder.",
            JOBS,
            VIEWS,
            EXPORTS,
            EDGE),
    FILES_S3_REGION(
            "files.s3.region",
            "--files-s3-region",
            Form.TEXT,
            null,
            LOW,
            "Its region; us-east-1 where none is given.",
            JOBS,
            VIEWS,
            EXPORTS,
            EDGE),
    FILES_S3_PREFIX(
            "files.s3.prefix",
            "--files-s3-prefix",
            Form.TEXT,
            null,
            LOW,
            "What the names of files begin with there; kassa/ where nothing is given.",
            JOBS,
            VIEWS,
            EXPORTS,
            EDGE),
    FILES_S3_ACCESS_KEY(
            "files.s3.access.key",
            "--files-s3-access-key",
            Form.TEXT,
            null,
            MEDIUM,
            "Who asks for it: the name of a key.",
            JOBS,
            VIEWS,
            EXPORTS,
            EDGE),
    FILES_S3_SECRET_KEY(
            "files.s3.secret.key.file",
            "--files-s3-secret-key-file",
            Form.FILE,
            null,
            MEDIUM,
            "File with the secret of that key, mode 0600.",
            JOBS,
            VIEWS,
            EXPORTS,
            EDGE),
    EXPORTS_OPEN_MAX(
            "exports.open.max",
            "--open-max",
            Form.count(1, 1_000),
            5,
            LOW,
            "Exports of a merchant under way at the same time.",
            EXPORTS),
    EXPORTS_PER_DAY_MAX(
            "exports.per.day.max",
            "--per-day-max",
            Form.count(1, 100_000),
            200,
            LOW,
            "Exports that a merchant may ask for in 24 hours.",
            EXPORTS),
    EXPORTS_ROWS_MAX(
            "exports.rows.max",
            "--rows-max",
            Form.count(1, 1_000_000_000),
            10_000_000,
            LOW,
            "Rows of one file.",
            EXPORTS),
    ARCHIVE_AFTER(
            "archive.after.days",
            "--archive-after-days",
            Form.count(0, 36_500),
            90,
            MEDIUM,
            "Days after its last change that a row of the views is put into the archive by the job archive.",
            JOBS),
    SCHEDULE_TIMEZONE(
            "schedule.timezone",
            "--timezone",
            Form.ZONE,
            "UTC",
            MEDIUM,
            "The time zone in which jobs are scheduled, such as Europe/London; the settlement goes by each merchant's own.",
            SCHEDULE,
            JOBS),
    EDGE_HOST(
            "edge.host",
            "--host",
            Form.TEXT,
            "127.0.0.1",
            HIGH,
            "The address that the API listens on; another than loopback needs TLS.",
            EDGE),
    EDGE_PORT("edge.port", "--port", Form.PORT, 8080, HIGH, "The port of the API.", EDGE),
    OPERATOR_KEY(
            "operator.key.file",
            "--operator-key-file",
            Form.FILE,
            Form.REQUIRED,
            HIGH,
            "File with the operator's key, mode 0600.",
            EDGE),
    KEY_SECRET(
            "key.secret.file",
            "--key-secret-file",
            Form.FILE,
            Form.REQUIRED,
            HIGH,
            "File with what keys are hashed with, and checks of the ledger signed, mode 0600; the same for every edge and all jobs.",
            JOBS,
            EDGE),
    GEOIP("geoip.file", "--geoip", Form.FILE, null, LOW, "A GeoIP database in MaxMind's format.", EDGE),
    SIMULATOR_SECRET(
            "simulator.secret.file",
            "--simulator-secret-file",
            Form.FILE,
            "simulator.secret",
            HIGH,
            "File with what the simulator signs with, mode 0600.",
            CONNECTORS,
            SIMULATOR,
            EDGE),
    SIMULATOR_URL(
            "simulator.url",
            "--simulator",
            Form.URL,
            "http://127.0.0.1:9095",
            HIGH,
            "Where the simulator listens.",
            CONNECTORS),
    BANK_URL("bank.url", "--bank", Form.URL, "http://127.0.0.1:9096", HIGH, "Where the bank listens.", CONNECTORS),
    CALLBACKS(
            "callbacks.url",
            "--callbacks",
            Form.URL,
            "http://127.0.0.1:8080/v1/callbacks/simulator",
            HIGH,
            "Where the simulator sends its notifications: an edge.",
            CONNECTORS),
    SIMULATOR_PORT("simulator.port", "--port", Form.PORT, 9095, HIGH, "The port of the simulator.", SIMULATOR),
    BANK_PORT("bank.port", "--bank-port", Form.PORT, 9096, HIGH, "The port of the simulated bank.", SIMULATOR),
    SIMULATOR_DATA(
            "simulator.dir",
            "--data",
            Form.FILE,
            "simulator",
            MEDIUM,
            "Folder of the simulator's and the bank's own records.",
            SIMULATOR);

    private final String key;
    private final String option;
    private final Form form;
    private final @Nullable Object initial;
    private final Importance importance;
    private final String sentence;
    private final Set<Role> roles;

    Setting(
            String key,
            String option,
            Form form,
            @Nullable Object initial,
            Importance importance,
            String sentence,
            Role... roles) {
        this.key = key;
        this.option = option;
        this.form = form;
        this.initial = initial;
        this.importance = importance;
        this.sentence = sentence;
        this.roles = Collections.unmodifiableSet(EnumSet.copyOf(Arrays.asList(roles)));
    }

    /** Its name in a file. */
    public String key() {
        return key;
    }

    /** Its name on the command line. */
    public String option() {
        return option;
    }

    public String sentence() {
        return sentence;
    }

    /** What is expected of a value, in a word or two. */
    public String form() {
        return form.words();
    }

    public Importance importance() {
        return importance;
    }

    /** Whether a role that reads it does not start without it. */
    public boolean required() {
        return Objects.equals(initial, Form.REQUIRED);
    }

    /** Its value where nobody says another; empty where there is none. */
    public String initial() {
        return required() || initial == null ? "" : initial.toString();
    }

    /** Who reads it. */
    public Set<Role> roles() {
        return roles;
    }

    /** Whether a role may be given its option: what several roles read, each may be given, so that one line serves all. */
    public boolean offeredTo(Role role) {
        return roles.contains(role) || roles.size() > 1;
    }

    /** Adds it to a definition, with a value that must be given where it is required. */
    void define(ConfigDef definition) {
        definition.define(
                key, form.type(), required() ? ConfigDef.NO_DEFAULT_VALUE : initial, form, importance, sentence);
    }
}

package dev.kassa.bench.cluster;

import dev.kassa.bench.run.KassaApi;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.schema.Topics;
import dev.kassa.tls.SecretFile;
import dev.kassa.velocity.VelocityTopology;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Kassa with each application in processes of its own, on free ports of 127.0.0.1. */
public final class Installation implements AutoCloseable {
    private static final String KASSA = "dev.kassa.standalone.Kassa";
    private static final Duration READY_MAX = Duration.ofMinutes(6);

    /** Of every topic. */
    public static final int PARTITIONS = 4;

    private final Size size;
    private final Path folder;
    private final Path logs;
    private final List<String> everyRole;
    private final Ports ports = new Ports();
    private final List<Victim> victims = new CopyOnWriteArrayList<>();
    private final List<URI> edges = new ArrayList<>();
    private final Readiness readiness = new Readiness();
    private final URI registry = loopback(ports.next());
    private final URI simulator = loopback(ports.next());
    private final URI bank = loopback(ports.next());
    private final String kafka;
    private volatile boolean closing;
    private final String operatorKey = "ko_chaos_0123456789abcdef0123456789abcdef";

    /** Starts everything and returns when every edge says that it is ready. */
    public Installation(Path folder, Size size) throws Exception {
        this(folder, size, List.of());
    }

    /** @param everyRole options that every application is given beside its own */
    public Installation(Path folder, Size size, List<String> everyRole) throws Exception {
        this.size = size;
        this.folder = Files.createDirectories(folder);
        this.logs = Files.createDirectories(folder.resolve("logs"));
        this.everyRole = List.copyOf(everyRole);
        List<Integer> brokers = new ArrayList<>();
        for (int i = 0; i < size.brokers(); i++) {
            brokers.add(ports.next());
        }
        this.kafka = brokers.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        for (int i = 0; i < size.edges(); i++) {
            edges.add(loopback(ports.next()));
        }
        // Whatever ends this process, it leaves nothing running.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        try {
            startLog(brokers);
            Ports.awaitTaken(brokers, READY_MAX);
            createTopics();
            startApplications(settings());
            readiness.await(READY_MAX);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** In the order in which they were started. */
    public List<Victim> victims() {
        return List.copyOf(victims);
    }

    /** By its name. */
    public Victim victim(String name) {
        return victims.stream()
                .filter(victim -> victim.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + name));
    }

    public String bootstrapServers() {
        return kafka;
    }

    public URI simulator() {
        return simulator;
    }

    /** Where the simulated bank listens. */
    public URI bank() {
        return bank;
    }

    public String operatorKey() {
        return operatorKey;
    }

    /** Where everything listens and logs, a line each, and how to call the edges. */
    public String table() {
        StringBuilder table =
                new StringBuilder("%-14s %8s  %-36s %s%n".formatted("process", "pid", "listens at", "log"));
        for (Victim victim : victims) {
            table.append("%-14s %8d  %-36s %s%n"
                    .formatted(
                            victim.name(),
                            victim.pid(),
                            victim.address() == null ? "" : victim.address(),
                            victim.log()));
        }
        return table.append("operator's key: %s%n".formatted(folder.resolve("operator.key")))
                .toString();
    }

    /** Where the first edge listens. */
    public URI edge() {
        return edges.getFirst();
    }

    /** A client of all edges. */
    public KassaApi api() {
        return new KassaApi(edges);
    }

    public Codecs codecs() {
        return new Codecs(HttpSchemaRegistry.of(registry.toString()));
    }

    /** Everything runs again; returns when every edge says that it is ready and every application works. */
    public void heal() throws Exception {
        for (Victim victim : victims) {
            victim.resume();
            victim.start();
        }
        awaitReady();
    }

    /** Waits for the same without starting anything. */
    public void awaitReady() throws InterruptedException {
        for (Victim victim : victims) {
            victim.awaitListening(READY_MAX);
        }
        readiness.await(READY_MAX);
    }

    /** Stops the applications, then what they stand on, within 15 s; nothing runs any more when it returns. */
    @Override
    public void close() {
        closing = true;
        stop(Duration.ofSeconds(6), "edge", "connectors", "exports", "jobs");
        stop(Duration.ofSeconds(5), "core", "velocity", "settlement", "schedule", "views", "trend");
        stop(Duration.ofSeconds(1), "simulator", "registry");
        stop(Duration.ofSeconds(2), "log", "broker");
    }

    private void stop(Duration atMost, String... kinds) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            victims.stream()
                    .filter(victim -> List.of(kinds).contains(victim.kind()))
                    .forEach(victim -> threads.execute(() -> victim.endForGood(atMost)));
        }
    }

    private void startLog(List<Integer> brokers) throws IOException {
        if (!size.isCluster()) {
            start(
                    "log",
                    loopback(brokers.getFirst()),
                    512,
                    LogProcess.class.getName(),
                    List.of(path("kafka"), text(brokers.getFirst()), text(ports.next()), text(registry.getPort())));
            return;
        }
        List<String> controllers = new ArrayList<>();
        for (int i = 0; i < brokers.size(); i++) {
            controllers.add(text(ports.next()));
        }
        for (int i = 1; i <= brokers.size(); i++) {
            List<String> arguments = new ArrayList<>(List.of(path("kafka-" + i), text(i), text(brokers.get(i - 1))));
            arguments.addAll(controllers);
            start("broker-" + i, loopback(brokers.get(i - 1)), 384, BrokerProcess.class.getName(), arguments);
        }
    }

    private void startApplications(Path settings) throws IOException {
        if (size.isCluster()) {
            start(
                    "registry",
                    registry,
                    128,
                    RegistryProcess.class.getName(),
                    List.of(kafka, text(registry.getPort()), "3"));
        }
        role(
                "simulator",
                1,
                1,
                settings,
                simulator,
                "--port",
                text(simulator.getPort()),
                "--bank-port",
                text(bank.getPort()),
                "--data",
                path("simulator"));
        for (int i = 1; i <= size.cores(); i++) {
            stream("core", i, size.cores(), settings);
        }
        for (int i = 1; i <= size.velocities(); i++) {
            stream("velocity", i, size.velocities(), settings);
        }
        for (int i = 1; i <= size.velocities(); i++) {
            stream("settlement", i, size.velocities(), settings);
        }
        for (int i = 1; i <= size.connectors(); i++) {
            role("connectors", i, size.connectors(), settings, null);
        }
        stream("schedule", 1, 1, settings);
        String ofViews = readable("views", "--views-port", settings, "--files", path("files"));
        String ofTrends = readable("trend", "--trend-port", settings);
        role("jobs", 1, 1, settings, null, "--views", ofViews, "--files", path("files"));
        stream("exports", 1, 1, settings, "--views", ofViews, "--trends", ofTrends, "--files", path("files"));
        for (int i = 1; i <= size.edges(); i++) {
            URI edge = edges.get(i - 1);
            role(
                    "edge",
                    i,
                    size.edges(),
                    settings,
                    edge,
                    "--port",
                    text(edge.getPort()),
                    "--views",
                    ofViews,
                    "--trends",
                    ofTrends,
                    "--files",
                    path("files"));
            readiness.needs(edge.resolve("/health/ready"), "");
        }
    }

    /** Instances of the views or of the trends. @return where they are asked, with commas between */
    private String readable(String role, String port, Path settings, String... more) throws IOException {
        List<String> addresses = new ArrayList<>();
        for (int i = 1; i <= size.views(); i++) {
            URI address = loopback(ports.next());
            addresses.add(address.toString());
            List<String> options = new ArrayList<>(List.of(port, text(address.getPort())));
            options.addAll(List.of(more));
            stream(role, i, size.views(), settings, options.toArray(String[]::new));
        }
        return String.join(",", addresses);
    }

    private void stream(String role, int number, int of, Path settings, String... more) throws IOException {
        URI metrics = loopback(ports.next()).resolve("/metrics");
        List<String> options = new ArrayList<>(
                List.of("--metrics-port", text(metrics.getPort()), "--state", path("state-" + role + "-" + number)));
        options.addAll(List.of(more));
        role(role, number, of, settings, metrics, options.toArray(String[]::new));
        String application = role.equals("velocity") ? VelocityTopology.APPLICATION : role;
        readiness.needs(metrics, "kassa_streams_running{application=\"" + application + "\"} 1");
    }

    private void role(String role, int number, int of, Path settings, @Nullable URI address, String... more)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", role, "--config", settings.toString()));
        if (!role.equals("simulator")) {
            arguments.addAll(List.of("--instance", text(number)));
            if (size.isCluster() && !role.equals("connectors") && !role.equals("jobs")) {
                arguments.addAll(List.of("--rack", "rack-" + number));
            }
            if (!role.equals("jobs")) {
                arguments.addAll(everyRole);
            }
        }
        arguments.addAll(List.of(more));
        start(of == 1 ? role : role + "-" + number, address, 288, KASSA, arguments);
    }

    private void start(String name, @Nullable URI address, int heapMb, String mainClass, List<String> arguments)
            throws IOException {
        if (closing) {
            throw new IllegalStateException("the installation is being stopped");
        }
        victims.add(new Victim(name, address, "-Xmx" + heapMb + "m", mainClass, arguments, logs));
    }

    /** One file for all roles, as an installation would have it. */
    private Path settings() throws IOException {
        Map<String, String> settings = Map.ofEntries(
                Map.entry("kafka.bootstrap.servers", kafka),
                Map.entry("registry.url", registry.toString()),
                Map.entry("topics.partitions", text(PARTITIONS)),
                Map.entry("topics.replication.factor", text(size.brokers())),
                Map.entry("standby.replicas", text(size.standbys())),
                Map.entry("simulator.url", simulator.toString()),
                Map.entry("bank.url", bank.toString()),
                Map.entry(
                        "callbacks.url",
                        edges.getFirst().resolve("/v1/callbacks/simulator").toString()),
                Map.entry("simulator.secret.file", secret("simulator.secret", "simulator-of-the-campaign")),
                Map.entry("operator.key.file", secret("operator.key", operatorKey)),
                Map.entry("key.secret.file", secret("keys.secret", "keys-of-the-campaign-0123456789abcdef")));
        return Files.writeString(
                folder.resolve("kassa.properties"),
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
                        .sorted()
                        .collect(Collectors.joining()));
    }

    private String secret(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        SecretFile.write(file, text);
        return file.toString();
    }

    private void createTopics() throws InterruptedException {
        long giveUpAt = System.nanoTime() + READY_MAX.toNanos();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka, "default.api.timeout.ms", "60000"))) {
            while (true) {
                try {
                    admin.createTopics(Topics.toCreate(PARTITIONS, (short) size.brokers()))
                            .all()
                            .get();
                    return;
                } catch (ExecutionException e) {
                    if (System.nanoTime() > giveUpAt) {
                        throw new IllegalStateException("the broker does not come up; its log is in " + logs, e);
                    }
                    Thread.sleep(Duration.ofMillis(200));
                }
            }
        }
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static String text(int number) {
        return Integer.toString(number);
    }

    private static URI loopback(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}

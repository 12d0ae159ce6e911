package dev.kassa.bench.chaos;

import dev.kassa.bench.run.KassaApi;
import dev.kassa.bench.run.NodeProcess;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.schema.Topics;
import dev.kassa.tls.SecretFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Kassa with each application in a process of its own, on free ports of 127.0.0.1. */
final class Installation implements AutoCloseable {
    private static final String KASSA = "dev.kassa.standalone.Kassa";
    private static final Duration READY_MAX = Duration.ofSeconds(120);

    private final List<Victim> victims = new ArrayList<>();
    private final String kafka;
    private final URI registry;
    private final URI simulator;
    private final URI edge;
    private final String operatorKey = "ko_chaos_0123456789abcdef0123456789abcdef";

    Installation(Path folder, Path logs) throws Exception {
        int kafkaPort = NodeProcess.freePort();
        int registryPort = NodeProcess.freePort();
        int simulatorPort = NodeProcess.freePort();
        int edgePort = NodeProcess.freePort();
        kafka = "127.0.0.1:" + kafkaPort;
        registry = URI.create("http://127.0.0.1:" + registryPort);
        simulator = URI.create("http://127.0.0.1:" + simulatorPort);
        edge = URI.create("http://127.0.0.1:" + edgePort);
        Files.createDirectories(logs);
        String secret = secret(folder.resolve("simulator.secret"), "simulator-of-the-campaign");
        String key = secret(folder.resolve("operator.key"), operatorKey);
        String keySecret = secret(folder.resolve("keys.secret"), "keys-of-the-campaign-0123456789abcdef");
        try {
            start(
                    "log",
                    LogProcess.class.getName(),
                    logs,
                    folder.resolve("kafka").toString(),
                    port(kafkaPort),
                    port(NodeProcess.freePort()),
                    port(registryPort));
            createTopics();
            start(
                    "simulator",
                    KASSA,
                    logs,
                    "run",
                    "simulator",
                    "--port",
                    port(simulatorPort),
                    "--data",
                    folder.resolve("simulator").toString(),
                    "--simulator-secret-file",
                    secret);
            role("core", logs, folder, secret);
            role("velocity", logs, folder, secret);
            role(
                    "connectors",
                    logs,
                    folder,
                    secret,
                    "--simulator",
                    simulator.toString(),
                    "--callbacks",
                    edge.resolve("/v1/callbacks/simulator").toString());
            role(
                    "edge",
                    logs,
                    folder,
                    secret,
                    "--port",
                    port(edgePort),
                    "--operator-key-file",
                    key,
                    "--key-secret-file",
                    keySecret);
            awaitReady(READY_MAX);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    List<Victim> victims() {
        return victims;
    }

    String bootstrapServers() {
        return kafka;
    }

    URI edge() {
        return edge;
    }

    URI simulator() {
        return simulator;
    }

    String operatorKey() {
        return operatorKey;
    }

    Codecs codecs() {
        return new Codecs(HttpSchemaRegistry.of(registry.toString()));
    }

    /** Everything runs again; returns when the edge says that it is ready. */
    void heal() throws Exception {
        for (Victim victim : victims) {
            victim.resume();
            victim.start();
        }
        awaitReady(READY_MAX);
    }

    @Override
    public void close() throws InterruptedException, IOException {
        for (Victim victim : victims.reversed()) {
            victim.resume();
            victim.stop();
        }
    }

    private void start(String name, String mainClass, Path logs, String... arguments) throws IOException {
        victims.add(
                new Victim(name, name.equals("log") ? "-Xmx512m" : "-Xmx320m", mainClass, List.of(arguments), logs));
    }

    private void role(String role, Path logs, Path folder, String secret, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                role,
                "--kafka",
                kafka,
                "--registry",
                registry.toString(),
                "--replication-factor",
                "1",
                "--state",
                folder.resolve("state-" + role).toString(),
                "--simulator-secret-file",
                secret));
        arguments.addAll(List.of(more));
        start(role, KASSA, logs, arguments.toArray(String[]::new));
    }

    private static String secret(Path file, String text) throws IOException {
        SecretFile.write(file, text);
        return file.toString();
    }

    private void createTopics() throws InterruptedException {
        long giveUpAt = System.nanoTime() + READY_MAX.toNanos();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka, "default.api.timeout.ms", "60000"))) {
            while (true) {
                try {
                    admin.createTopics(Topics.toCreate(4, (short) 1)).all().get();
                    return;
                } catch (ExecutionException e) {
                    if (System.nanoTime() > giveUpAt) {
                        throw new IllegalStateException("the broker does not come up", e);
                    }
                }
            }
        }
    }

    private void awaitReady(Duration atMost) throws InterruptedException {
        long giveUpAt = System.nanoTime() + atMost.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest ask = HttpRequest.newBuilder(edge.resolve("/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            while (status(http, ask) != 200) {
                if (System.nanoTime() > giveUpAt) {
                    throw new IllegalStateException("the edge is not ready after " + atMost);
                }
                Thread.sleep(Duration.ofMillis(200));
            }
        }
    }

    private static int status(HttpClient http, HttpRequest ask) throws InterruptedException {
        try {
            return http.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private static String port(int port) {
        return Integer.toString(port);
    }

    /** A client of the edge. */
    KassaApi api() {
        return new KassaApi(edge);
    }
}

package dev.kassa.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A node in a process of its own: {@code ./kassa up}, or the same without the launcher where it is not in the working
 * folder. Not thread-safe.
 */
public final class NodeProcess implements AutoCloseable {
    private static final Duration READY_MAX = Duration.ofMinutes(5);
    private static final Duration STOP_MAX = Duration.ofSeconds(15);

    /** Linux tells the time of threads in hundredths of a second, these two after a thread's name and state. */
    private static final long MS_PER_TICK = 10;

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    /** As the launcher sets them for {@code up}. */
    private static final List<String> JVM_OPTIONS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseCompactObjectHeaders",
            "-Xms256m",
            "-Xmx640m",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=8");

    private final Process process;
    private final Path data;
    private final Duration readyAfter;

    private NodeProcess(Process process, Path data, Duration readyAfter) {
        this.process = process;
        this.data = data;
        this.readyAfter = readyAfter;
    }

    /**
     * Starts a node and waits for its line {@code ready}.
     *
     * @param log what it prints goes there, behind what is there already
     * @throws IOException where it ends or is not ready within five minutes, in which the launcher may build
     */
    public static NodeProcess up(Path data, int port, Path log) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command(data, port)).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // Options of this JVM, such as a recording, are not meant for the node.
        builder.environment().put("KASSA_JVM_OPTIONS", System.getenv().getOrDefault("KASSA_NODE_OPTIONS", ""));
        long startNs = System.nanoTime();
        Process process = builder.start();
        CompletableFuture<Long> ready = new CompletableFuture<>();
        Thread.ofVirtual().name("bench-node-output").start(() -> copy(process, log, ready));
        try {
            long readyNs = ready.get(READY_MAX.toSeconds(), TimeUnit.SECONDS);
            return new NodeProcess(process, data, Duration.ofNanos(readyNs - startNs));
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IOException("the node did not get ready; its log: " + log + "\n" + tail(log), e);
        }
    }

    /** The launcher where it is here, as it is what people start; it becomes the JVM, so its process is the node. */
    private static List<String> command(Path data, int port) {
        List<String> command = new ArrayList<>();
        Path launcher = Path.of("kassa").toAbsolutePath();
        if (Files.isExecutable(launcher)) {
            command.add(launcher.toString());
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(JVM_OPTIONS);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.kassa.standalone.Kassa"));
        }
        command.addAll(List.of("up", "--port", Integer.toString(port), "--data", data.toString()));
        return command;
    }

    /** A port that nobody has at this moment. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** From the start of the process to its line {@code ready}. */
    public Duration readyAfter() {
        return readyAfter;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    public String operatorKey() throws IOException {
        return Files.readString(data.resolve("operator.key"), UTF_8).strip();
    }

    /** Where a part listens, as a URI with a scheme: {@code edge}, {@code kafka}, {@code registry}, {@code simulator}. */
    public URI endpoint(String part) throws IOException {
        Properties endpoints = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(data.resolve("endpoints.properties"), UTF_8)) {
            endpoints.load(reader);
        }
        String address = endpoints.getProperty(part, "");
        return URI.create(address.contains("://") ? address : "http://" + address);
    }

    /** Kafka's bootstrap servers. */
    public String bootstrapServers() throws IOException {
        return endpoint("kafka").getAuthority();
    }

    /** Resident memory in bytes, as the operating system counts it; {@code VmHWM} for the highest ever. */
    public long memoryBytes(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status"), UTF_8).stream()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    /** Processor time that it has used since it was started. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The same of its threads whose names, cut at 15 characters by the operating system, begin with one of these. */
    Duration cpuOfThreads(List<String> names) throws IOException {
        long ticks = 0;
        Path tasks = Path.of("/proc", Long.toString(pid()), "task");
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                ticks += ticks(thread, names);
            }
        }
        return Duration.ofMillis(ticks * MS_PER_TICK);
    }

    private static long ticks(Path thread, List<String> names) throws IOException {
        String stat;
        try {
            stat = Files.readString(thread.resolve("stat"), UTF_8);
        } catch (NoSuchFileException ended) {
            return 0;
        }
        String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
        if (names.stream().noneMatch(name::startsWith)) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    }

    /** kill -9, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Stops every thread of it, as a long pause would, until {@link #resume}. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Asks it to stop, and ends it where it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    private static void copy(Process process, Path log, CompletableFuture<Long> ready) {
        try (BufferedReader out = process.inputReader(UTF_8);
                var writer =
                        Files.newBufferedWriter(log, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("ready ")) {
                    ready.complete(System.nanoTime());
                }
                writer.write(line);
                writer.newLine();
                writer.flush();
            }
            ready.completeExceptionally(new IOException("it ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log, UTF_8) : List.of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }
}

package dev.kassa.bench.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One process of the installation, to be stopped, killed, paused and started again. Thread-safe. */
public final class Victim {
    private static final Duration STOP_MAX = Duration.ofSeconds(12);

    /** Of all that was ever started, beside the logs: for whoever cleans up after a harness that was killed. */
    private static final String PIDS = "pids";

    /** Ctrl-C at a terminal reaches every process there; these are stopped in an order instead. */
    private static final List<String> DEAF_TO_CTRL_C = List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh");

    private final String name;
    private final @Nullable URI address;
    private final List<String> command;
    private final Path log;
    private volatile Process process;
    private boolean ended;

    /**
     * Starts it.
     *
     * @param address where it listens; null: nowhere
     */
    Victim(String name, @Nullable URI address, String heap, String mainClass, List<String> arguments, Path logs)
            throws IOException {
        this.name = name;
        this.address = address;
        this.log = logs.resolve(name + ".log");
        this.command = new ArrayList<>(DEAF_TO_CTRL_C);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+UseG1GC",
                "-XX:MaxGCPauseMillis=8",
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
        command.addAll(arguments);
        this.process = spawn();
    }

    public String name() {
        return name;
    }

    /** The same without its number. */
    public String kind() {
        return name.replaceFirst("-[0-9]+$", "");
    }

    @Nullable
    URI address() {
        return address;
    }

    Path log() {
        return log;
    }

    long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Resident memory in bytes, as the operating system counts it. */
    public long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    /** kill -9, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Starts it again where it does not run, and was not ended for good. */
    public synchronized void start() throws IOException {
        if (!ended && !process.isAlive()) {
            process = spawn();
        }
    }

    /** Waits until it listens again, where it listens at all. */
    public void awaitListening(Duration atMost) throws InterruptedException {
        if (address != null) {
            Ports.awaitTaken(List.of(address.getPort()), atMost);
        }
    }

    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Asks it to end, and kills it where it does not within 12 s. */
    public void stop() throws InterruptedException {
        stop(STOP_MAX);
    }

    /** Ends it, also where it is paused, in time; it is never started again. */
    void endForGood(Duration atMost) {
        synchronized (this) {
            ended = true;
        }
        try {
            resume();
            stop(atMost);
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void stop(Duration atMost) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(atMost)) {
            kill();
        }
    }

    private void signal(String signal) throws IOException, InterruptedException {
        if (process.isAlive()) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    private Process spawn() throws IOException {
        Process spawned = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Files.writeString(
                log.resolveSibling(PIDS), spawned.pid() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return spawned;
    }
}

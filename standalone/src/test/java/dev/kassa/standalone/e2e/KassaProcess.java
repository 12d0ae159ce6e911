package dev.kassa.standalone.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.standalone.Kassa;
import dev.kassa.standalone.broker.FreePorts;
import dev.kassa.standalone.node.DataFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code kassa up} as a process of its own, which can be killed. */
final class KassaProcess implements AutoCloseable {
    private static final String READY = "ready ";

    private final Process process;
    private final Path folder;
    private final URI url;

    private KassaProcess(Process process, Path folder, URI url) {
        this.process = process;
        this.folder = folder;
        this.url = url;
    }

    /** Starts and returns when it says that it is ready. */
    static KassaProcess up(Path folder, String... jvmOptions) throws IOException {
        return up(folder, List.of(jvmOptions), List.of());
    }

    /** The same with further options of {@code up}. */
    static KassaProcess up(Path folder, List<String> jvmOptions, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Kassa.class.getName(), "up"));
        command.addAll(List.of("--port", Integer.toString(FreePorts.any()), "--data", folder.toString()));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectError(Files.createTempFile(Path.of("target"), "kassa-process", ".err")
                        .toFile())
                .start();
        BufferedReader out = process.inputReader(UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                return new KassaProcess(process, folder, URI.create(line.substring(READY.length())));
            }
        }
        throw new IllegalStateException("the process ended before it was ready");
    }

    Api operator() throws IOException {
        return Api.operator(
                url, Files.readString(folder.resolve("operator.key")).strip());
    }

    Api simulator() throws IOException {
        return Api.operator(URI.create(DataFolder.endpoints(folder).get("simulator")), "none");
    }

    /** As {@code kill -9} does: no hook runs. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM, and how it ended. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the process did not stop");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            kill();
        }
    }
}

package dev.kassa.standalone;

import dev.kassa.standalone.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code up}: everything in this process, until it is told to stop. */
@Command(name = "up", description = "Starts everything in one process.", mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "The port of the HTTP API (default ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--data", defaultValue = "var", description = "The data folder (default ${DEFAULT-VALUE}).")
    private Path data = Path.of("var");

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        try (DataFolder folder = DataFolder.take(data)) {
            folder.operatorKey();
            try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 9092, 9093)) {
                folder.writeEndpoints(Map.of("kafka", broker.bootstrapServers(), "edge", "127.0.0.1:" + port));
                stop.await();
            }
        }
        return 0;
    }
}

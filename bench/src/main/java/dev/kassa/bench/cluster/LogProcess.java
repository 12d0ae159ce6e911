package dev.kassa.bench.cluster;

import dev.kassa.standalone.broker.EmbeddedBroker;
import dev.kassa.standalone.registry.RegistryServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The broker and the schema registry as a process of their own: {@code FOLDER KAFKA_PORT CONTROLLER_PORT REGISTRY_PORT}. */
final class LogProcess {
    private LogProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedBroker broker = EmbeddedBroker.start(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        RegistryServer registry =
                new RegistryServer(broker.bootstrapServers(), Integer.parseInt(arguments[3]), (short) 1, Map.of());
        registry.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            registry.close();
            broker.close();
        }));
        new CountDownLatch(1).await();
    }
}

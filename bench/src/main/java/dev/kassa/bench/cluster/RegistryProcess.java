package dev.kassa.bench.cluster;

import dev.kassa.standalone.registry.RegistryServer;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The schema registry as a process of its own: {@code BOOTSTRAP_SERVERS PORT REPLICATION_FACTOR}. */
final class RegistryProcess {
    private RegistryProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        RegistryServer registry = new RegistryServer(
                arguments[0], Integer.parseInt(arguments[1]), Short.parseShort(arguments[2]), Map.of());
        registry.start();
        Runtime.getRuntime().addShutdownHook(new Thread(registry::close));
        new CountDownLatch(1).await();
    }
}

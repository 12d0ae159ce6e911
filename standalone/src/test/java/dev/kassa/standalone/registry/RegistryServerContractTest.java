package dev.kassa.standalone.registry;

import dev.kassa.standalone.broker.EmbeddedBroker;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RegistryServerContractTest extends SchemaRegistryContract {
    private static EmbeddedBroker broker;
    private static RegistryServer server;
    private static URI url;

    @BeforeAll
    static void start(@TempDir Path folder) {
        broker = EmbeddedBroker.start(folder);
        server = new RegistryServer(broker.bootstrapServers(), 0, (short) 1, Map.of());
        url = server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Override
    URI url() {
        return url;
    }
}

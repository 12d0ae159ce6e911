package dev.kassa.standalone.registry;

import com.sun.net.httpserver.HttpServer;
import dev.kassa.schema.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The embedded schema registry: Confluent's REST API on 127.0.0.1 over the topic {@code _schemas}. One at a time may run
 * on a cluster. Thread-safe once started.
 */
public final class RegistryServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final int port;
    private final SchemaLog log;
    private final RegistryRoutes routes;
    private final SchemaRegistry local;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable HttpServer http;

    /**
     * @param port to listen on; 0 for any that is free
     * @param replicationFactor of {@code _schemas}, where it has to be created
     * @param extraKafkaClientProps laid over the settings of the registry's clients
     */
    public RegistryServer(
            String bootstrapServers, int port, short replicationFactor, Map<String, Object> extraKafkaClientProps) {
        Map<String, Object> clientSettings = new HashMap<>(extraKafkaClientProps);
        clientSettings.put("bootstrap.servers", bootstrapServers);
        RegistryState state = new RegistryState();
        this.port = port;
        this.log = new SchemaLog(clientSettings, replicationFactor, state::apply);
        Registrar registrar = new Registrar(state, log);
        this.routes = new RegistryRoutes(state, registrar);
        this.local = new LocalSchemaRegistry(registrar, state);
    }

    /**
     * Reads {@code _schemas} to its end, and answers from then on.
     *
     * @return where, e.g. {@code http://127.0.0.1:9081}
     * @throws UncheckedIOException where the port is taken
     * @throws IllegalStateException where {@code _schemas} is not a topic that this registry can work with
     * @throws org.apache.kafka.common.KafkaException where the broker does not answer
     */
    public URI start() {
        log.open();
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port), 0);
            server.setExecutor(threads);
            server.createContext("/", new RegistryHandler(routes));
            server.start();
            http = server;
            return URI.create("http://" + LOOPBACK + ":" + server.getAddress().getPort());
        } catch (IOException e) {
            throw new UncheckedIOException("the schema registry cannot listen on " + LOOPBACK + ":" + port, e);
        }
    }

    /** The same registry for the codecs of this process, with no HTTP in between. Of use once {@link #start} has returned. */
    public SchemaRegistry registry() {
        return local;
    }

    @Override
    public void close() {
        if (http != null) {
            http.stop(0);
        }
        threads.close();
        log.close();
    }
}

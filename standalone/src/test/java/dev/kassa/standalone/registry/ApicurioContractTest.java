package dev.kassa.standalone.registry;

import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.broker.EmbeddedBroker;
import dev.kassa.standalone.broker.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The same contract against Apicurio Registry, which keeps its schemas on our broker. Run by the profile {@code apicurio}. */
@Tag("apicurio")
@EnabledIfSystemProperty(named = "apicurio.home", matches = ".+", disabledReason = "run by the Maven profile apicurio")
class ApicurioContractTest extends SchemaRegistryContract {
    private static EmbeddedBroker broker;
    private static Process apicurio;
    private static URI url;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        broker = EmbeddedBroker.start(folder);
        int port = FreePorts.any();
        Path jar = runner(Path.of(System.getProperty("apicurio.home")));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "apicurio.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "APICURIO_STORAGE_KIND",
                        "kafkasql",
                        "APICURIO_KAFKASQL_BOOTSTRAP_SERVERS",
                        broker.bootstrapServers(),
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port)));
        apicurio = builder.start();
        url = URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .until(ApicurioContractTest::answers);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        apicurio.destroy();
        apicurio.waitFor();
        broker.close();
    }

    @Override
    URI url() {
        return url;
    }

    private static Path runner(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home, 3)) {
            return files.filter(file -> file.endsWith("quarkus-run.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no quarkus-run.jar under " + home));
        }
    }

    private static boolean answers() throws InterruptedException {
        if (!apicurio.isAlive()) {
            throw new AssertionError("Apicurio Registry has ended; see target/apicurio.log");
        }
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/subjects")).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}

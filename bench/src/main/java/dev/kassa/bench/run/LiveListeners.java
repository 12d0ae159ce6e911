package dev.kassa.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Open streams of live events, each read as it comes. The first is read word by word, of the others the beats are counted. */
final class LiveListeners implements AutoCloseable {
    private static final String BEAT = "event: beat";
    private static final String DATA = "data: ";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<InputStream> open = new ArrayList<>();
    private final List<AtomicLong> beats = new ArrayList<>();
    private final LongConsumer succeeded;

    /**
     * Listens to what happens at all merchants.
     *
     * @param keys of the platform; listeners have each in turn
     * @param succeeded is told how many payments each beat says that succeeded
     * @throws IOException where one is not admitted
     */
    LiveListeners(URI edge, List<String> keys, int count, LongConsumer succeeded)
            throws IOException, InterruptedException {
        this.succeeded = succeeded;
        for (int i = 0; i < count; i++) {
            listen(edge, keys.get(i % keys.size()), i == 0);
        }
    }

    private void listen(URI edge, String key, boolean first) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(edge.resolve("/v1/stream"))
                .header("Authorization", "Bearer " + key)
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        open.add(response.body());
        if (response.statusCode() != 200) {
            close();
            throw new IOException("a listener is not admitted: " + response.statusCode());
        }
        AtomicLong seen = new AtomicLong();
        beats.add(seen);
        readers.execute(() -> read(response.body(), first, seen));
    }

    private void read(InputStream from, boolean first, AtomicLong seen) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(from, UTF_8))) {
            boolean beat = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(BEAT)) {
                    beat = true;
                } else if (beat && line.startsWith(DATA)) {
                    beat = false;
                    if (first) {
                        succeeded.accept(succeeded(line.substring(DATA.length())));
                    }
                    seen.incrementAndGet();
                }
            }
        } catch (IOException e) {
            // It was closed, or the edge was: who was cut off has seen fewer beats than the others.
        }
    }

    private static long succeeded(String json) {
        long sum = 0;
        for (JsonNode flow : JsonMapper.shared().readTree(json).path("flow")) {
            sum += flow.path("succeeded").asLong();
        }
        return sum;
    }

    /** How many beats each has seen, now. */
    List<Long> beats() {
        return beats.stream().map(AtomicLong::get).toList();
    }

    @Override
    public void close() {
        for (InputStream each : open) {
            try {
                each.close();
            } catch (IOException e) {
                // It is closed.
            }
        }
        readers.shutdownNow();
        http.shutdownNow();
    }
}

package dev.kassa.bench.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What must be answered, and with which words in it, before all is ready. Not thread-safe. */
final class Readiness {
    private final Map<URI, String> needed = new LinkedHashMap<>();

    /** @param words empty: the status 200 says enough */
    void needs(URI url, String words) {
        needed.put(url, words);
    }

    /** @throws IllegalStateException where one is not answered so in time */
    void await(Duration atMost) throws InterruptedException {
        long giveUpAt = System.nanoTime() + atMost.toNanos();
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            for (Map.Entry<URI, String> one : needed.entrySet()) {
                while (!answers(http, one.getKey(), one.getValue())) {
                    if (System.nanoTime() > giveUpAt) {
                        throw new IllegalStateException(one.getKey() + " is not ready after " + atMost);
                    }
                    Thread.sleep(Duration.ofMillis(200));
                }
            }
        }
    }

    private static boolean answers(HttpClient http, URI url, String words) throws InterruptedException {
        HttpRequest ask =
                HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(2)).build();
        try {
            HttpResponse<String> answer = http.send(ask, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains(words);
        } catch (IOException notYet) {
            return false;
        }
    }
}

package dev.kassa.standalone.job;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs over Kassa's HTTP API. Blocks. */
final class JobClient implements AutoCloseable {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;
    private final String key;

    JobClient(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    JsonNode list() throws JobProblem, InterruptedException {
        return answer(request("/v1/jobs").GET());
    }

    JsonNode runs(String job, int limit) throws JobProblem, InterruptedException {
        return answer(request("/v1/jobs/" + job + "/runs?limit=" + limit).GET());
    }

    /** Asks for something of a job: run, pause or resume. Under a key of its own, so that it happens once. */
    JsonNode ask(String job, String what, String reason) throws JobProblem, InterruptedException {
        byte[] body = JsonMapper.shared().writeValueAsBytes(Map.of("reason", reason));
        return answer(request("/v1/jobs/" + job + "/" + what)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** Waits until a run has ended, and tells how it stands whenever that changes. */
    JsonNode follow(String runId, Consumer<JsonNode> each) throws JobProblem, InterruptedException {
        String told = "";
        while (true) {
            JsonNode run = find(runId)
                    .orElseThrow(() -> new JobProblem("there is no run " + runId + " among the last 500 of its job"));
            String now = run.path("updated_at").asString("");
            if (!now.equals(told)) {
                told = now;
                each.accept(run);
            }
            if (!run.path("ended_at").isNull()) {
                return run;
            }
            Thread.sleep(LOOK);
        }
    }

    private Optional<JsonNode> find(String runId) throws JobProblem, InterruptedException {
        // job_, the name of the job, and what tells its runs apart; no name has an underscore.
        String[] parts = runId.split("_", 3);
        if (parts.length < 3) {
            throw new JobProblem("expected the id of a run, such as job_archive_20261129T030000Z, not " + runId);
        }
        JsonNode runs = runs(parts[1], 500).path("data");
        return StreamSupport.stream(runs.spliterator(), false)
                .filter(run -> run.path("id").asString("").equals(runId))
                .findFirst();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER_MAX).header("Authorization", "Bearer " + key);
    }

    private JsonNode answer(HttpRequest.Builder request) throws JobProblem, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new JobProblem("no answer from " + base + ": is Kassa running? (" + e + ")");
        }
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        JsonNode body = json
                ? JsonMapper.shared().readTree(response.body())
                : JsonMapper.shared().createObjectNode();
        if (response.statusCode() >= 300) {
            throw new JobProblem(body.path("detail").asString("HTTP status " + response.statusCode()));
        }
        return body;
    }

    @Override
    public void close() {
        http.close();
    }
}

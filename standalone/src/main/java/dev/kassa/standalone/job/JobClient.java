package dev.kassa.standalone.job;

import dev.kassa.standalone.api.ApiClient;
import dev.kassa.standalone.api.ApiProblem;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Jobs over Kassa's HTTP API. Blocks. */
final class JobClient {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final ApiClient api;

    JobClient(ApiClient api) {
        this.api = api;
    }

    JsonNode list() throws ApiProblem, InterruptedException {
        return get("/v1/jobs");
    }

    JsonNode runs(String job, int limit) throws ApiProblem, InterruptedException {
        return get("/v1/jobs/" + job + "/runs?limit=" + limit);
    }

    /** Asks for something of a job: run, pause or resume. Under a key of its own, so that it happens once. */
    JsonNode ask(String job, String what, String reason) throws ApiProblem, InterruptedException {
        Map<String, String> once = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        return api.require("POST", "/v1/jobs/" + job + "/" + what, once, Map.of("reason", reason));
    }

    /** Waits until a run has ended, and tells how it stands whenever that changes. */
    JsonNode follow(String runId, Consumer<JsonNode> each) throws ApiProblem, InterruptedException {
        String told = "";
        while (true) {
            JsonNode run = find(runId)
                    .orElseThrow(() -> new ApiProblem("there is no run " + runId + " among the last 500 of its job"));
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

    private Optional<JsonNode> find(String runId) throws ApiProblem, InterruptedException {
        // job_, the name of the job, and what tells its runs apart; no name has an underscore.
        String[] parts = runId.split("_", 3);
        if (parts.length < 3) {
            throw new ApiProblem("expected the id of a run, such as job_archive_20261129T030000Z, not " + runId);
        }
        JsonNode runs = runs(parts[1], 500).path("data");
        return StreamSupport.stream(runs.spliterator(), false)
                .filter(run -> run.path("id").asString("").equals(runId))
                .findFirst();
    }

    private JsonNode get(String path) throws ApiProblem, InterruptedException {
        return api.require("GET", path, Map.of(), null);
    }
}

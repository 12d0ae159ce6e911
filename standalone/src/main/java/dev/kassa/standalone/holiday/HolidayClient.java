package dev.kassa.standalone.holiday;

import dev.kassa.standalone.api.ApiClient;
import dev.kassa.standalone.api.ApiProblem;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Holidays over Kassa's HTTP API. Blocks. */
record HolidayClient(ApiClient api) {
    /** As many as the API looks up at once. */
    static final int KEYS_MAX = 100;

    /** Those that there are, by id; at most {@value #KEYS_MAX} ids. */
    JsonNode find(List<String> ids) throws ApiProblem, InterruptedException {
        return api.require("POST", "/v1/holidays/lookup", Map.of(), Map.of("keys", ids))
                .path("results");
    }

    /** Puts one, and waits until it holds. Again: nothing is doubled. */
    void put(String id, Holiday day) throws ApiProblem, InterruptedException {
        Map<String, ?> body = Map.of("name", day.name(), "business_day", day.businessDay());
        api.require("PUT", "/v1/holidays/" + id, Map.of(), body);
    }
}

package dev.kassa.edge.problem;

import dev.kassa.edge.render.Json;
import dev.kassa.schema.ErrorCode;
import java.util.List;

/** A problem as RFC 9457 has it, with Kassa's {@code code} and {@code request_id}. */
public record Problem(
        String code,
        String title,
        int status,
        String detail,
        String instance,
        String requestId,
        List<FieldError> errors) {
    public static final String CONTENT_TYPE = "application/problem+json";

    /** A problem of the catalogue. */
    public static Problem of(
            ErrorCode code, String detail, String instance, String requestId, List<FieldError> errors) {
        return new Problem(code.code(), code.title(), code.status(), detail, instance, requestId, errors);
    }

    /** A bug of ours; the log says more under the request id. */
    public static Problem internal(String instance, String requestId) {
        return new Problem(
                "internal_error",
                "Something is wrong on our side",
                500,
                "The request failed for a reason that is ours; the request id finds it in the log.",
                instance,
                requestId,
                List.of());
    }

    public byte[] bytes() {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringProperty("code", code);
            json.writeStringProperty("title", title);
            json.writeNumberProperty("status", status);
            json.writeStringProperty("detail", detail);
            json.writeStringProperty("instance", instance);
            json.writeStringProperty("request_id", requestId);
            if (!errors.isEmpty()) {
                json.writeName("errors");
                json.writeStartArray();
                for (FieldError error : errors) {
                    json.writeStartObject();
                    json.writeStringProperty("pointer", error.pointer());
                    json.writeStringProperty("detail", error.detail());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }
}

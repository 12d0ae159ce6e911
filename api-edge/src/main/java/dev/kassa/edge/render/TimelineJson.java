package dev.kassa.edge.render;

import static dev.kassa.edge.render.Json.text;
import static dev.kassa.edge.render.Json.time;

import dev.kassa.edge.timeline.Timeline.Path;
import dev.kassa.edge.timeline.Timeline.Step;

/** A payment's path through the log as callers see it. */
public final class TimelineJson {
    private TimelineJson() {}

    public static byte[] path(String paymentId, Path path) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringProperty("payment_id", paymentId);
            json.writeName("data");
            json.writeStartArray();
            for (Step step : path.steps()) {
                json.writeStartObject();
                json.writeStringProperty("at", time(step.atMs()));
                json.writeStringProperty("topic", step.topic());
                json.writeNumberProperty("partition", step.partition());
                json.writeNumberProperty("offset", step.offset());
                json.writeStringProperty("what", step.what());
                text(json, "about", step.about());
                json.writeName("caused_by");
                if (step.causedBy() == null) {
                    json.writeNull();
                } else {
                    json.writeNumber(step.causedBy());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanProperty("complete", path.complete());
            json.writeEndObject();
        });
    }
}

package dev.kassa.edge.render;

import static dev.kassa.edge.render.Json.time;

import dev.kassa.edge.path.PaymentPath;

/** The way of a payment through the log, as callers see it. */
public final class TimelineJson {
    private TimelineJson() {}

    public static byte[] timeline(PaymentPath.Path path) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeName("data");
            json.writeStartArray();
            path.steps().forEach(step -> {
                json.writeStartObject();
                json.writeStringProperty("at", time(step.atMs()));
                json.writeStringProperty("topic", step.topic());
                json.writeNumberProperty("partition", step.partition());
                json.writeNumberProperty("offset", step.offset());
                json.writeStringProperty("what", step.what());
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeBooleanProperty("whole", path.whole());
            json.writeEndObject();
        });
    }
}

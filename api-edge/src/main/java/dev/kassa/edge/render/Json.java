package dev.kassa.edge.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/** Writes JSON as UTF-8 bytes. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int TYPICAL_BYTES = 1024;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    /** What the writer writes. */
    public static byte[] bytes(Consumer<JsonGenerator> writer) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(TYPICAL_BYTES);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            writer.accept(json);
        }
        return bytes.toByteArray();
    }

    /** An object with members put before its own. */
    public static byte[] marked(byte[] object, String members) {
        byte[] marks = (members + (object[1] == '}' ? "" : ",")).getBytes(UTF_8);
        return ByteBuffer.allocate(object.length + marks.length)
                .put(object, 0, 1)
                .put(marks)
                .put(object, 1, object.length - 1)
                .array();
    }

    /** A moment, given in milliseconds, as RFC 3339 in UTC with milliseconds. */
    public static String time(long epochMs) {
        return TIME.format(Instant.ofEpochMilli(epochMs));
    }

    public static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value);
        }
    }
}

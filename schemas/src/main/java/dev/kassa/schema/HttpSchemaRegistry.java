package dev.kassa.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.schema.RegistryTransport.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A schema registry behind Confluent's REST API: Confluent's own, Karapace, Apicurio under {@code /apis/ccompat/v7}, or
 * the one that Kassa embeds.
 *
 * <p>Thread-safe. Ids and schemas are cached for ever, as they never change. A node that does not answer, or answers 429
 * or 5xx, is followed by the next; all are asked up to 8 times, over about 11 seconds when they fail at once.
 */
public final class HttpSchemaRegistry implements SchemaRegistry, AutoCloseable {
    private static final int ROUNDS = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Whether a schema may follow the latest one of a subject.
     *
     * @param reasons the registry's own, where it may not; a registry may leave them out
     */
    public record Compatibility(boolean compatible, List<String> reasons) {}

    private record Registration(String subject, String schema) {}

    private final RegistryTransport transport;
    private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /**
     * @param urls the nodes of one registry; each may have a path and user info, which is sent as basic authentication
     */
    public HttpSchemaRegistry(List<URI> urls) {
        this(urls, ROUNDS, FIRST_PAUSE);
    }

    HttpSchemaRegistry(List<URI> urls, int rounds, Duration firstPause) {
        this(new RegistryTransport(urls, rounds, firstPause, null));
    }

    private HttpSchemaRegistry(RegistryTransport transport) {
        this.transport = transport;
    }

    /** The registry of a setting: URLs with commas between them. */
    public static HttpSchemaRegistry of(String urls) {
        return of(urls, null);
    }

    /** @param tls the context of calls to a URL of https; null: the JDK's own */
    public static HttpSchemaRegistry of(String urls, @Nullable Supplier<SSLContext> tls) {
        List<URI> nodes = Arrays.stream(urls.split(","))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(URI::create)
                .toList();
        return new HttpSchemaRegistry(new RegistryTransport(nodes, ROUNDS, FIRST_PAUSE, tls));
    }

    @Override
    public int register(String subject, Schema schema) {
        String json = schema.toString();
        return ids.computeIfAbsent(new Registration(subject, json), missing -> {
            Answer answer = transport.call(
                    "POST",
                    "/subjects/" + segment(subject) + "/versions",
                    request(json),
                    "register a schema of subject " + subject);
            if (answer.status() == CONFLICT) {
                throw new SchemaRegistryException(
                        "schema registry " + transport.name() + " refuses the schema of subject " + subject
                                + " as incompatible: " + whyNot(subject, json, answer));
            }
            return whole(accepted(answer, "register a schema of subject " + subject), "id");
        });
    }

    @Override
    public Schema schema(int id) {
        return schemas.computeIfAbsent(id, this::fetch);
    }

    /** Whether a schema may follow the latest of a subject; any may be the first. */
    public Compatibility compatibility(String subject, Schema schema) {
        return compatibility(subject, schema.toString());
    }

    private Compatibility compatibility(String subject, String schema) {
        String purpose = "check a schema of subject " + subject;
        Answer answer = transport.call(
                "POST",
                "/compatibility/subjects/" + segment(subject) + "/versions/latest?verbose=true",
                request(schema),
                purpose);
        if (answer.status() == NOT_FOUND) {
            return new Compatibility(true, List.of());
        }
        JsonNode body = accepted(answer, purpose);
        List<String> reasons =
                body.path("messages").valueStream().map(JsonNode::asString).toList();
        return new Compatibility(body.path("is_compatible").asBoolean(), reasons);
    }

    /** The refusal in the registry's words; not every registry gives its reasons with it, so they are asked for. */
    private String whyNot(String subject, String schema, Answer refusal) {
        try {
            List<String> reasons = compatibility(subject, schema).reasons();
            return reasons.isEmpty() ? refusal.words() : String.join("; ", reasons);
        } catch (SchemaRegistryException e) {
            return refusal.words() + " (reasons could not be had: " + e.getMessage() + ")";
        }
    }

    private Schema fetch(int id) {
        String purpose = "give schema " + id;
        JsonNode body = accepted(transport.call("GET", "/schemas/ids/" + id, null, purpose), purpose);
        String type = body.path("schemaType").asString("AVRO");
        if (!type.equals("AVRO") || !body.path("references").isEmpty()) {
            throw new SchemaRegistryException("schema " + id + " of registry " + transport.name()
                    + " is not one Avro schema that stands by itself (type " + type + ")");
        }
        try {
            // Defaults do not matter in a schema that is only used to read what was written with it.
            return new Schema.Parser()
                    .setValidateDefaults(false)
                    .parse(body.path("schema").asString(""));
        } catch (SchemaParseException e) {
            throw new SchemaRegistryException(
                    "schema " + id + " of registry " + transport.name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private JsonNode accepted(Answer answer, String purpose) {
        if (!answer.isSuccess()) {
            throw new SchemaRegistryException("schema registry " + transport.name() + ", asked to " + purpose
                    + ", says " + answer.status() + ": " + answer.words());
        }
        return answer.body();
    }

    private int whole(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isInt()) {
            throw new SchemaRegistryException(
                    "schema registry " + transport.name() + " answers without a whole number " + field + ": " + body);
        }
        return value.intValue();
    }

    private static String request(String schema) {
        return JSON.createObjectNode().put("schema", schema).toString();
    }

    private static String segment(String subject) {
        return URLEncoder.encode(subject, UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        transport.close();
    }
}

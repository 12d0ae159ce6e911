package dev.kassa.edge.contract;

import static dev.kassa.schema.ErrorCode.VALIDATION_FAILED;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import dev.kassa.edge.problem.FieldError;
import dev.kassa.edge.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The published contract, {@code openapi.yaml}, and requests checked against it. Thread-safe. */
public final class Contract {
    private static final String RESOURCE = "/dev/kassa/edge/openapi.yaml";
    private static final String BASE = "https://kassa.invalid/openapi";
    private static final int ERRORS_MAX = 20;

    private final byte[] yaml;
    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private Contract(byte[] yaml) {
        this.yaml = yaml;
        this.document = new YAMLMapper().readTree(yaml);
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .losslessNarrowing(false)
                .preloadSchema(true)
                .build();
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(config).schemas(Map.of(BASE, document.toString())));
        // Asked for one by one by their addresses, each would come with a copy of the whole document of its own.
        Schema whole = registry.getSchema(SchemaLocation.of(BASE));
        for (String name : document.at("/components/schemas").propertyNames()) {
            Schema schema = whole.getSubSchema(SchemaLocation.Fragment.of("/components/schemas/" + name));
            schema.initializeValidators();
            schemas.put(name, schema);
        }
    }

    /** The contract that is built into this module. */
    public static Contract load() {
        try (InputStream in = Objects.requireNonNull(Contract.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new Contract(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The contract as it is written. */
    public byte[] yaml() {
        return yaml.clone();
    }

    /** The contract as a tree; not to be changed. */
    public JsonNode document() {
        return document;
    }

    /**
     * Checks a body against a schema of the contract's components, and that no text in it looks like a card number.
     *
     * @throws Refusal validation_failed, with every field at fault, at most 20
     */
    public void check(String schemaName, JsonNode body) {
        List<FieldError> values = Values.errors(body);
        if (!values.isEmpty()) {
            throw refusal(values);
        }
        Schema schema = Objects.requireNonNull(schemas.get(schemaName), schemaName);
        if (!schema.validate(body, OutputFormat.BOOLEAN)) {
            throw refusal(explain(schema.validate(body)));
        }
    }

    private static Refusal refusal(List<FieldError> errors) {
        FieldError first = errors.getFirst();
        String where = first.pointer().isEmpty() ? "The body" : first.pointer();
        return new Refusal(VALIDATION_FAILED, where + " " + first.detail(), errors);
    }

    private static List<FieldError> explain(List<com.networknt.schema.Error> errors) {
        Set<FieldError> explained = new LinkedHashSet<>();
        for (com.networknt.schema.Error error : errors) {
            if (explained.size() < ERRORS_MAX) {
                explained.add(Explanation.of(error));
            }
        }
        return new ArrayList<>(explained);
    }

    /** The contract as text. */
    @Override
    public String toString() {
        return new String(yaml, UTF_8);
    }
}

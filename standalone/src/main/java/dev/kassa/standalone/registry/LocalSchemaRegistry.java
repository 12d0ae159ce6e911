package dev.kassa.standalone.registry;

import dev.kassa.schema.SchemaRegistry;
import dev.kassa.schema.SchemaRegistryException;
import dev.kassa.schema.SchemaRegistryUnavailableException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;

/** The embedded registry as the codecs of its own process see it: no HTTP in between. Thread-safe. */
final class LocalSchemaRegistry implements SchemaRegistry {
    private final Registrar registrar;
    private final RegistryState state;
    private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    private record Registration(String subject, Schema schema) {}

    LocalSchemaRegistry(Registrar registrar, RegistryState state) {
        this.registrar = registrar;
        this.state = state;
    }

    @Override
    public int register(String subject, Schema schema) {
        try {
            return ids.computeIfAbsent(
                    new Registration(subject, schema), missing -> registrar.register(subject, schema.toString()));
        } catch (RegistryRefusal e) {
            throw new SchemaRegistryException(
                    "the embedded schema registry refuses the schema of subject " + subject + ": " + e.getMessage(), e);
        } catch (KafkaException e) {
            throw new SchemaRegistryUnavailableException(
                    "the embedded schema registry cannot write to " + SchemaLog.TOPIC + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Schema schema(int id) {
        return schemas.computeIfAbsent(
                id,
                wanted -> state.schema(wanted)
                        .map(json ->
                                new Schema.Parser().setValidateDefaults(false).parse(json))
                        .orElseThrow(() ->
                                new SchemaRegistryException("the embedded schema registry has no schema " + wanted)));
    }
}

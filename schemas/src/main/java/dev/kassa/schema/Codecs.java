package dev.kassa.schema;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.ClassSecurityValidator;

/** Makes the codecs of a process, over the registry that it uses. Thread-safe. */
public final class Codecs {
    static {
        // Avro refuses to instantiate any class that is not named as trusted, our own generated ones included.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.DEFAULT, type -> type.getPackageName().equals("dev.kassa.avro")));
    }

    private final SchemaRegistry registry;

    public Codecs(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** A codec for the values of a topic. */
    public <T extends SpecificRecordBase> AvroCodec<T> of(Topic<T> topic) {
        return new AvroCodec<>(registry, topic.subject(), topic.schema());
    }

    /** A codec for the values of a state store, under the subject {@code <store>-store-value}. */
    public <T extends SpecificRecordBase> AvroCodec<T> ofStore(String store, Schema schema) {
        return new AvroCodec<>(registry, store + "-store-value", schema);
    }
}

package dev.kassa.schema;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A registry of one process's own, for topology tests and replays: ids are given in order of registration. */
public final class InMemorySchemaRegistry implements SchemaRegistry {
    private final List<Schema> schemas = new ArrayList<>();

    @Override
    public synchronized int register(String subject, Schema schema) {
        int known = schemas.indexOf(schema);
        if (known >= 0) {
            return known + 1;
        }
        schemas.add(schema);
        return schemas.size();
    }

    @Override
    public synchronized Schema schema(int id) {
        if (id < 1 || id > schemas.size()) {
            throw new SchemaRegistryException("no schema with id " + id);
        }
        return schemas.get(id - 1);
    }
}

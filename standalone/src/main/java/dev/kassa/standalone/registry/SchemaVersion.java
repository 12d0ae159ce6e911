package dev.kassa.standalone.registry;

/**
 * A schema under a subject.
 *
 * @param version 1, 2, 3 … within the subject
 * @param id the same for the same schema under every subject
 * @param schema Avro's JSON
 * @param deleted hidden from listings and from compatibility; its id still answers
 */
record SchemaVersion(String subject, int version, int id, String schema, boolean deleted) implements LogEntry {
    SchemaVersion asDeleted() {
        return new SchemaVersion(subject, version, id, schema, true);
    }
}

package dev.kassa.standalone.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogEntryJsonTest {
    static List<LogEntry> entries() {
        return List.of(
                new SchemaVersion("s", 2, 7, "\"string\"", false),
                new SchemaVersion("s", 2, 7, "\"string\"", true),
                new LogEntry.SchemaErased("s", 2),
                new LogEntry.SubjectDeleted("s", 2),
                new LogEntry.LevelSet("s", CompatibilityLevel.FULL_TRANSITIVE),
                new LogEntry.LevelSet(null, CompatibilityLevel.NONE),
                new LogEntry.LevelSet("s", null));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void readsWhatItWrote(LogEntry entry) {
        assertThat(LogEntryJson.read(LogEntryJson.key(entry), LogEntryJson.value(entry)))
                .isEqualTo(entry);
    }

    @Test
    void writesTheRecordsThatConfluentsRegistryWrites() {
        SchemaVersion version = new SchemaVersion("s", 2, 7, "\"string\"", false);

        assertThat(new String(LogEntryJson.key(version), UTF_8)).isEqualTo("""
                        {"keytype":"SCHEMA","subject":"s","version":2,"magic":1}""");
        assertThat(new String(LogEntryJson.value(version), UTF_8)).isEqualTo("""
                        {"subject":"s","version":2,"id":7,"schema":"\\"string\\"","deleted":false}""");
    }

    @Test
    void passesOverWhatAnotherRegistryWroteForItself() {
        assertThat(read("{'keytype':'NOOP','magic':0}", null)).isEqualTo(new LogEntry.Other("NOOP"));
        assertThat(read("{'keytype':'MODE','subject':null,'magic':0}", "{'mode':'READWRITE'}"))
                .isEqualTo(new LogEntry.Other("MODE"));
    }

    @Test
    void refusesATopicOfWhichItCouldServeHalf() {
        String key = "{'keytype':'SCHEMA','subject':'s','version':1,'magic':1}";

        assertThatIllegalStateException()
                .isThrownBy(() -> read(key, "{'id':1,'schemaType':'PROTOBUF','schema':''}"))
                .withMessageContaining("PROTOBUF");
        assertThatIllegalStateException()
                .isThrownBy(() -> read(key, "{'id':1,'references':[{'name':'a'}],'schema':''}"));
        assertThatIllegalStateException()
                .isThrownBy(() -> read("{'keytype':'CONFIG'}", "{'compatibilityLevel':'SIDEWAYS'}"))
                .withMessageContaining("SIDEWAYS");
    }

    private static LogEntry read(String key, @Nullable String value) {
        return LogEntryJson.read(
                key.replace('\'', '"').getBytes(UTF_8),
                value == null ? null : value.replace('\'', '"').getBytes(UTF_8));
    }
}

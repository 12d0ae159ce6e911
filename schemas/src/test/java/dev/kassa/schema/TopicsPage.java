package dev.kassa.schema;

import java.time.Duration;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The page {@code docs/topics.md}: the catalogue of topics for people. Pure. */
final class TopicsPage {
    private static final String HEAD = """
            # Topics

            Generated from the catalogue `dev.kassa.schema.Topics`; a test fails where the two differ, and says how to write this page anew.

            Every topic that is not of one partition has the same number of them (4 in the embedded default) and is partitioned by merchant id
            with Kafka's default partitioner: everything of a merchant is on one partition number. Values are Avro in the Confluent wire format
            under the subject `<topic>-value`; the schemas are in `schemas/avro`.

            | topic | key | partitions | value | kept | time of a record | written by | read by | what it is for |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    private TopicsPage() {}

    /** The page as Markdown. */
    static String markdown() {
        String rows = Topics.all().stream().map(TopicsPage::row).collect(Collectors.joining());
        String values = Topics.all().stream().map(TopicsPage::value).collect(Collectors.joining("\n"));
        return HEAD + rows + "\n" + values;
    }

    private static String row(Topic<?> topic) {
        return "| `%s` | %s | %s | `%s` | %s | %s | %s | %s | %s |\n"
                .formatted(
                        topic.name(),
                        topic.key(),
                        topic.spread() == Topic.Spread.ONE ? "one" : "by merchant",
                        topic.schema().getName(),
                        kept(topic.retention()),
                        topic.timestamps() == Topic.Timestamps.BROKER ? "broker's append" : "writer's",
                        topic.owner(),
                        Applications.readersOf(topic).stream()
                                .map(Application::name)
                                .collect(Collectors.joining(", ")),
                        topic.sentence());
    }

    private static String kept(Topic.Retention retention) {
        return switch (retention) {
            case Topic.Retention.Forever() -> "for ever";
            case Topic.Retention.For(Duration duration) -> words(duration);
            case Topic.Retention.Compacted() -> "the latest of each key";
        };
    }

    private static String words(Duration duration) {
        if (duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + " d";
        }
        return duration.equals(Duration.ofHours(duration.toHours()))
                ? duration.toHours() + " h"
                : duration.toMinutes() + " min";
    }

    private static String value(Topic<?> topic) {
        String fields =
                topic.schema().getFields().stream().map(TopicsPage::field).collect(Collectors.joining());
        return "## `%s`: %s\n\n%s\n\n| field | type | |\n| --- | --- | --- |\n%s"
                .formatted(
                        topic.name(),
                        topic.schema().getName(),
                        sentence(topic.schema().getDoc()),
                        fields);
    }

    private static String field(Schema.Field field) {
        return "| `%s` | %s | %s |\n".formatted(field.name(), type(field.schema()), sentence(field.doc()));
    }

    private static String type(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> schema.getTypes().stream().map(TopicsPage::type).collect(Collectors.joining(" or "));
            case ARRAY -> "list of " + type(schema.getElementType());
            case RECORD, FIXED -> "`" + schema.getName() + "`";
            case ENUM -> schema.getEnumSymbols().stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
            default -> schema.getName();
        };
    }

    private static String sentence(@Nullable String doc) {
        return doc == null ? "" : doc.replace("|", "\\|");
    }
}

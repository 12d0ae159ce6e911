package dev.kassa.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityRulesTest {
    /**
     * A schema is written as its fields: {@code a} is a required string, {@code b=} one with a default, {@code c#} a
     * number. Versions go from left to right, the last one is the candidate.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NONE                | a > c#            | yes",
                "BACKWARD            | a > a b=          | yes",
                "BACKWARD            | a > a b           | no",
                "BACKWARD            | a b > a           | yes",
                "BACKWARD            | a > a#            | no",
                "BACKWARD            | a# > a            | no",
                "BACKWARD            | a > a b= > a b    | yes",
                "BACKWARD_TRANSITIVE | a > a b= > a b    | no",
                "FORWARD             | a > a b           | yes",
                "FORWARD             | a b > a           | no",
                "FORWARD             | a b= > a          | yes",
                "FORWARD             | a b > a b= > a    | yes",
                "FORWARD_TRANSITIVE  | a b > a b= > a    | no",
                "FULL                | a > a b=          | yes",
                "FULL                | a > a b           | no",
                "FULL                | a b > a           | no",
                "FULL                | a b= > a          | yes",
                "FULL                | a > a b= > a b    | yes",
                "FULL_TRANSITIVE     | a > a b= > a b    | no",
                "FULL_TRANSITIVE     | a > a b= > a c=   | yes",
                "FULL_TRANSITIVE     | a                 | yes",
            })
    void letsASchemaFollowOrNot(CompatibilityLevel level, String versions, String expected) {
        List<Schema> schemas = Arrays.stream(versions.split(">"))
                .map(CompatibilityRulesTest::schema)
                .toList();

        List<String> violations =
                CompatibilityRules.violations(level, schemas.getLast(), schemas.subList(0, schemas.size() - 1));

        assertThat(violations.isEmpty() ? "yes" : "no").isEqualTo(expected);
    }

    @Test
    void saysWhichFieldIsAtFaultAndForWhom() {
        assertThat(CompatibilityRules.violations(CompatibilityLevel.FULL, schema("a b"), List.of(schema("a"))))
                .singleElement()
                .asString()
                .contains("the new schema cannot read")
                .contains("READER_FIELD_MISSING_DEFAULT_VALUE")
                .contains("/fields/1");
    }

    private static Schema schema(String fields) {
        List<String> json = Arrays.stream(fields.strip().split(" "))
                .map(field -> """
                        {"name": "%s", "type": "%s"%s}""".formatted(
                                field.substring(0, 1),
                                field.endsWith("#") ? "long" : "string",
                                field.endsWith("=") ? ", \"default\": \"\"" : ""))
                .toList();
        return new Schema.Parser().parse("""
                {"type": "record", "name": "R", "fields": [%s]}""".formatted(String.join(",", json)));
    }
}

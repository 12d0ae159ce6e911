package dev.kassa.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.schema.SchemaRegistryException;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What our client and any registry that speaks Confluent's API must do together. */
abstract class SchemaRegistryContract {
    private static final Schema FIRST = schema("""
            {"name": "id", "type": "string"}""");
    private static final Schema WITH_DEFAULT = schema("""
            {"name": "id", "type": "string"}, {"name": "note", "type": "string", "default": ""}""");
    private static final Schema WITHOUT_DEFAULT = schema("""
            {"name": "id", "type": "string"}, {"name": "note", "type": "string"}""");

    private final String subject = "contract-" + UUID.randomUUID() + "-value";
    private HttpSchemaRegistry registry;

    /** Where the registry listens, with its path. */
    abstract URI url();

    @BeforeEach
    void connect() {
        registry = new HttpSchemaRegistry(List.of(url()));
    }

    @AfterEach
    void disconnect() {
        registry.close();
    }

    @Test
    void givesBackEverySchemaOfTheCatalogueByItsId() {
        for (Topic<?> topic : Topics.all()) {
            int id = registry.register(subject + topic.name(), topic.schema());

            assertThat(another().schema(id)).as(topic.name()).isEqualTo(topic.schema());
        }
    }

    @Test
    void givesTheSameIdWhenRegisteredAgain() {
        int id = registry.register(subject, FIRST);

        assertThat(another().register(subject, FIRST)).isEqualTo(id);
    }

    @Test
    void givesANewIdToASchemaThatEvolved() {
        requireBackward();
        int first = registry.register(subject, FIRST);

        int second = registry.register(subject, WITH_DEFAULT);

        assertThat(second).isNotEqualTo(first);
        assertThat(another().schema(first)).isEqualTo(FIRST);
    }

    @Test
    void refusesASchemaThatCannotReadWhatWasWritten() {
        requireBackward();
        registry.register(subject, FIRST);

        assertThatExceptionOfType(SchemaRegistryException.class)
                .isThrownBy(() -> registry.register(subject, WITHOUT_DEFAULT))
                .withMessageContaining(subject)
                .withMessageContaining(url().getAuthority())
                .withMessageContaining("incompatible")
                .withMessageContaining("/fields/1");
    }

    @Test
    void saysBeforehandWhetherASchemaMayFollow() {
        requireBackward();
        registry.register(subject, FIRST);

        assertThat(registry.compatibility(subject, WITH_DEFAULT).compatible()).isTrue();
        assertThat(registry.compatibility(subject, WITHOUT_DEFAULT).compatible())
                .isFalse();
    }

    @Test
    void letsAnySchemaBeTheFirst() {
        assertThat(registry.compatibility(subject, FIRST).compatible()).isTrue();
    }

    @Test
    void saysThatAnIdIsUnknown() {
        assertThatExceptionOfType(SchemaRegistryException.class)
                .isThrownBy(() -> registry.schema(999_999_999))
                .withMessageContaining("999999999")
                .withMessageContaining("404")
                .isExactlyInstanceOf(SchemaRegistryException.class);
    }

    @Test
    void takesSubjectsThatNeedEscaping() {
        String odd = subject + " über/50%";

        int id = registry.register(odd, FIRST);

        assertThat(another().register(odd, FIRST)).isEqualTo(id);
    }

    /** A client that has cached nothing. */
    private HttpSchemaRegistry another() {
        return new HttpSchemaRegistry(List.of(url()));
    }

    private void requireBackward() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/config/" + subject))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\": \"BACKWARD\"}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            assertThat(status).isEqualTo(200);
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Schema schema(String fields) {
        return new Schema.Parser().parse("""
                {"type": "record", "name": "Contract", "namespace": "dev.kassa.test", "fields": [%s]}
                """.formatted(fields));
    }
}

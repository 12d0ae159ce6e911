package dev.kassa.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A verb asks the Kassa of its data folder, unless it is told another. */
class ApiOptionsTest {
    @TempDir
    Path data;

    private final StringWriter err = new StringWriter();

    @Command(name = "verb")
    private static final class Verb {
        @Mixin
        private final ApiOptions api = new ApiOptions();

        private String asked = "";

        @Command(name = "ask")
        int ask() {
            asked = api.url() + " " + api.key();
            return 0;
        }
    }

    private final Verb verb = new Verb();

    private int run(String... arguments) {
        return new CommandLine(verb).setErr(new PrintWriter(err)).execute(arguments);
    }

    private void ran(String edge) throws IOException {
        Files.writeString(data.resolve("operator.key"), "ko_1\n");
        Files.writeString(data.resolve("endpoints.properties"), "edge=" + edge + "\nkafka=127.0.0.1:1\n");
    }

    @Test
    void asks_where_the_kassa_of_the_data_folder_listens() throws IOException {
        ran("http://127.0.0.1:9123");

        assertThat(run("ask", "--data", data.toString())).isZero();

        assertThat(verb.asked).isEqualTo("http://127.0.0.1:9123 ko_1");
    }

    @Test
    void what_is_told_goes_before_the_data_folder_on_either_side_of_the_verb() throws IOException {
        ran("http://127.0.0.1:9123");

        assertThat(run("--url", "http://127.0.0.1:9124", "--data", data.toString(), "ask", "--key", "km_2"))
                .isZero();

        assertThat(verb.asked).isEqualTo("http://127.0.0.1:9124 km_2");
    }

    @Test
    void a_folder_that_nothing_has_run_on_asks_at_the_usual_address() {
        assertThat(run("ask", "--data", data.toString(), "--operator-key", "ko_3"))
                .isZero();

        assertThat(verb.asked).isEqualTo("http://127.0.0.1:8080 ko_3");
    }

    @Test
    void without_a_key_it_says_how_to_give_one() {
        assertThat(run("ask", "--data", data.toString())).isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        "--operator-key", "--data", data.resolve("operator.key").toString());
    }
}
